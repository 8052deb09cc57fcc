//! The algorithms for checksums.

use crate::codec::base64_text;
use crate::sign::hash::Sha;
use crc::{CRC_32_ISCSI, CRC_64_NVME, Crc, Digest, Table};
use md5::{Digest as _, Md5};

/// Lookup tables, which are computed at compile time.
type Tables = Table<16>;

static CRC32C: Crc<u32, Tables> = Crc::<u32, Tables>::new(&CRC_32_ISCSI);
static CRC64NVME: Crc<u64, Tables> = Crc::<u64, Tables>::new(&CRC_64_NVME);

/// A checksum algorithm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Crc64Nvme,
    Crc32c,
    Crc32,
    Md5,
    Sha1,
    Sha256,
    Sha512,
}

impl Algorithm {
    /// All algorithms, fastest first.
    pub(super) const ALL: [Self; 7] =
        [Self::Crc32, Self::Crc32c, Self::Crc64Nvme, Self::Md5, Self::Sha1, Self::Sha256, Self::Sha512];

    /// Returns the algorithm with this name, in any case.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name().eq_ignore_ascii_case(name))
    }

    /// Returns the name in models.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Crc64Nvme => "CRC64NVME",
            Self::Crc32c => "CRC32C",
            Self::Crc32 => "CRC32",
            Self::Md5 => "MD5",
            Self::Sha1 => "SHA1",
            Self::Sha256 => "SHA256",
            Self::Sha512 => "SHA512",
        }
    }

    /// Returns the name of the header or trailer for its checksum.
    pub(super) fn header(self) -> &'static str {
        match self {
            Self::Crc64Nvme => "x-amz-checksum-crc64nvme",
            Self::Crc32c => "x-amz-checksum-crc32c",
            Self::Crc32 => "x-amz-checksum-crc32",
            Self::Md5 => "x-amz-checksum-md5",
            Self::Sha1 => "x-amz-checksum-sha1",
            Self::Sha256 => "x-amz-checksum-sha256",
            Self::Sha512 => "x-amz-checksum-sha512",
        }
    }

    /// Returns the length of its checksum in base64.
    pub(super) fn encoded_length(self) -> u64 {
        let bytes = match self {
            Self::Crc32 | Self::Crc32c => 4,
            Self::Crc64Nvme => 8,
            Self::Md5 => 16,
            Self::Sha1 => 20,
            Self::Sha256 => 32,
            Self::Sha512 => 64_u64,
        };
        bytes.div_ceil(3) * 4
    }

    /// Starts a checksum.
    pub(super) fn begin(self) -> Checksum {
        match self {
            Self::Crc64Nvme => Checksum::Crc64Nvme(CRC64NVME.digest()),
            Self::Crc32c => Checksum::Crc32c(CRC32C.digest()),
            Self::Crc32 => Checksum::Crc32(crc32fast::Hasher::new()),
            Self::Md5 => Checksum::Md5(Md5::new()),
            Self::Sha1 => Checksum::Sha(Box::new(Sha::sha1())),
            Self::Sha256 => Checksum::Sha(Box::new(Sha::sha256())),
            Self::Sha512 => Checksum::Sha(Box::new(Sha::sha512())),
        }
    }

    /// Returns the checksum of these bytes in base64.
    pub(super) fn of(self, bytes: &[u8]) -> String {
        let mut checksum = self.begin();
        checksum.update(bytes);
        checksum.finish()
    }
}

/// A checksum being computed.
pub(super) enum Checksum {
    Crc64Nvme(Digest<'static, u64, Tables>),
    Crc32c(Digest<'static, u32, Tables>),
    Crc32(crc32fast::Hasher),
    Md5(Md5),
    Sha(Box<Sha>),
}

impl Checksum {
    /// Adds these bytes.
    pub(super) fn update(&mut self, bytes: &[u8]) {
        match self {
            Self::Crc64Nvme(digest) => digest.update(bytes),
            Self::Crc32c(digest) => digest.update(bytes),
            Self::Crc32(hasher) => hasher.update(bytes),
            Self::Md5(digest) => digest.update(bytes),
            Self::Sha(sha) => sha.update(bytes),
        }
    }

    /// Returns the checksum in base64.
    pub(super) fn finish(self) -> String {
        match self {
            Self::Crc64Nvme(digest) => base64_text(&digest.finalize().to_be_bytes()),
            Self::Crc32c(digest) => base64_text(&digest.finalize().to_be_bytes()),
            Self::Crc32(hasher) => base64_text(&hasher.finalize().to_be_bytes()),
            Self::Md5(digest) => base64_text(&digest.finalize()),
            Self::Sha(sha) => base64_text(&sha.finish()),
        }
    }
}
