//! A table of AWS's partitions.

/// A part of AWS that has its own Regions, accounts and host names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Partition {
    /// The name, which stands in the second place of every ARN.
    pub name: &'static str,
    /// The suffix of host names.
    pub dns_suffix: &'static str,
    /// The suffix of dual-stack host names, which are reachable by IPv4 and IPv6.
    pub dual_stack_dns_suffix: &'static str,
    /// Whether there are endpoints that meet FIPS 140.
    pub supports_fips: bool,
    /// Whether there are dual-stack endpoints.
    pub supports_dual_stack: bool,
    /// The Region for which requests to services without Regions are signed.
    pub implicit_global_region: &'static str,
}

impl Partition {
    const fn new(
        name: &'static str,
        dns_suffix: &'static str,
        dual_stack_dns_suffix: &'static str,
        implicit_global_region: &'static str,
    ) -> Self {
        Self {
            name,
            dns_suffix,
            dual_stack_dns_suffix,
            supports_fips: true,
            supports_dual_stack: true,
            implicit_global_region,
        }
    }
}

/// A partition and the prefixes of its Regions' names. Another name, the partition's followed by `-global`, stands for no Region in particular.
struct Row {
    partition: Partition,
    prefixes: &'static [&'static str],
}

const AWS: Partition = Partition::new("aws", "amazonaws.com", "api.aws", "us-east-1");

static PARTITIONS: [Row; 8] = [
    Row { partition: AWS, prefixes: &["us", "eu", "ap", "sa", "ca", "me", "af", "il", "mx"] },
    Row {
        partition: Partition::new("aws-us-gov", "amazonaws.com", "api.aws", "us-gov-west-1"),
        prefixes: &["us-gov"],
    },
    Row {
        partition: Partition::new(
            "aws-cn",
            "amazonaws.com.cn",
            "api.amazonwebservices.com.cn",
            "cn-northwest-1",
        ),
        prefixes: &["cn"],
    },
    Row {
        partition: Partition::new("aws-iso", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1"),
        prefixes: &["us-iso"],
    },
    Row {
        partition: Partition::new("aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1"),
        prefixes: &["us-isob"],
    },
    Row {
        partition: Partition::new("aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1"),
        prefixes: &["eu-isoe"],
    },
    Row {
        partition: Partition::new("aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1"),
        prefixes: &["us-isof"],
    },
    Row {
        partition: Partition::new("aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1"),
        prefixes: &["eusc-de"],
    },
];

/// Returns the partition of a Region, known or new. A name unlike all others belongs to the commercial partition.
pub(super) fn of_region(region: &str) -> &'static Partition {
    PARTITIONS.iter().find(|row| row.has(region)).map_or(&AWS, |row| &row.partition)
}

impl Row {
    fn has(&self, region: &str) -> bool {
        let mut parts = region.rsplitn(3, '-');
        let (number, place, prefix) = (parts.next(), parts.next(), parts.next());
        let is_region = number.is_some_and(|number| is_made_of(number, |byte| byte.is_ascii_digit()))
            && place
                .is_some_and(|place| is_made_of(place, |byte| byte.is_ascii_alphanumeric() || byte == b'_'));
        is_region && prefix.is_some_and(|prefix| self.prefixes.contains(&prefix))
            || region.strip_suffix("-global") == Some(self.partition.name)
    }
}

fn is_made_of(text: &str, is_one: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(is_one)
}
