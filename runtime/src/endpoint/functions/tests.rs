use super::*;

#[test]
fn partitions_are_found_by_the_look_of_a_region() {
    for (region, name) in [
        ("us-east-1", "aws"),
        ("mx-central-1", "aws"),
        ("eu-somewhere_new-12", "aws"),
        ("cn-some_where-1", "aws-cn"),
        ("aws-global", "aws"),
        ("us-gov-west-1", "aws-us-gov"),
        ("aws-us-gov-global", "aws-us-gov"),
        ("cn-north-1", "aws-cn"),
        ("us-iso-east-1", "aws-iso"),
        ("us-isob-east-1", "aws-iso-b"),
        ("eu-isoe-west-1", "aws-iso-e"),
        ("us-isof-south-1", "aws-iso-f"),
        ("eusc-de-east-1", "aws-eusc"),
        ("cn-north-", "aws"),
        ("cn--1", "aws"),
        ("cn-north-1a", "aws"),
        ("xx-north-1", "aws"),
        ("", "aws"),
    ] {
        assert_eq!(partition(region).name, name, "{region}");
    }
    assert_eq!(partition("cn-north-1").dual_stack_dns_suffix, "api.amazonwebservices.com.cn");
}

#[test]
fn templates_are_filled_in_order() {
    assert_eq!(fill("https://{bucket}.s3.{}.example", &["b", "r"]), "https://b.s3.r.example");
    assert_eq!(fill("{a}{b}", &["{b}", "é"]), "{b}é");
    assert_eq!(fill("{}a} is {a}", &["{", "1"]), "{a} is 1");
    assert_eq!(fill("plain", &[]), "plain");
}

#[test]
fn substrings_are_of_ascii_and_whole() {
    assert_eq!(substring("abcdefg", 0, 4, false), Some("abcd"));
    assert_eq!(substring("abcdefg", 0, 4, true), Some("defg"));
    assert_eq!(substring("defg", 1, 3, false), Some("ef"));
    assert_eq!(substring("defg", 1, 3, true), Some("ef"));
    assert_eq!(substring("abc", 0, 4, false), None);
    assert_eq!(substring("abc", 2, 2, false), None);
    assert_eq!(substring("abcdé", 0, 2, false), None);
}

#[test]
fn texts_are_split_up_to_a_limit() {
    assert_eq!(split("a--b--c", "--", 0), ["a", "b", "c"]);
    assert_eq!(split("a--b--c", "--", 1), ["a--b--c"]);
    assert_eq!(split("a--b--c", "--", 2), ["a", "b--c"]);
    assert_eq!(split("--", "--", 0), ["", ""]);
    assert_eq!(split("", "--", 0), [""]);
}

#[test]
fn unreserved_characters_stay_as_they_are() {
    assert_eq!(uri_encode("aZ0-._~"), "aZ0-._~");
    assert_eq!(uri_encode("a/b +é"), "a%2Fb%20%2B%C3%A9");
}

#[test]
fn host_labels_are_checked_one_by_one() {
    assert!(is_valid_host_label("us-east-1", false));
    assert!(is_valid_host_label(&"a".repeat(63), false));
    assert!(!is_valid_host_label(&"a".repeat(64), false));
    assert!(!is_valid_host_label("-a", false));
    assert!(!is_valid_host_label("", false));
    assert!(!is_valid_host_label("a.b", false));
    assert!(is_valid_host_label("a.b", true));
    assert!(!is_valid_host_label("a..b", true));
    assert!(!is_valid_host_label("a.b/c", true));
}

#[test]
fn buckets_in_host_names_are_in_lower_case_and_no_address() {
    assert!(is_virtual_hostable_s3_bucket("bucket--1", false));
    assert!(is_virtual_hostable_s3_bucket("my.bucket", true));
    assert!(is_virtual_hostable_s3_bucket("1.2.3", true));
    for bucket in ["my.bucket", "Bucket", "bu_cket", "-bucket", "bucket-", "ab"] {
        assert!(!is_virtual_hostable_s3_bucket(bucket, false), "{bucket}");
    }
    for bucket in ["a..b", "a-.b", "a.-b", ".ab", "ab.", "192.168.5.4", "256.256.256.256"] {
        assert!(!is_virtual_hostable_s3_bucket(bucket, true), "{bucket}");
    }
}

#[test]
fn arns_are_taken_apart() {
    let arn = parse_arn("arn:aws:s3:us-east-2:012345678:outpost/op-1234:bucket").unwrap();
    assert_eq!((arn.partition, arn.service), ("aws", "s3"));
    assert_eq!((arn.region, arn.account_id), ("us-east-2", "012345678"));
    assert_eq!(arn.resource_id, ["outpost", "op-1234", "bucket"]);
    assert_eq!(parse_arn("arn:aws:s3:::bucket").unwrap().resource_id, ["bucket"]);
    for text in ["", "arn:aws:s3:::", "arn::s3:::x", "arn:aws::::x", "arn:aws:s3::x", "urn:aws:s3:::x"] {
        assert_eq!(parse_arn(text), None, "{text}");
    }
}

#[test]
fn urls_are_taken_apart() {
    let url = parse_url("https://example.com:8443/a/b").unwrap();
    assert_eq!((url.scheme, url.authority, url.path), ("https", "example.com:8443", "/a/b"));
    assert_eq!(url.normalized_path(), "/a/b/");
    assert!(!url.is_ip);
    assert_eq!(parse_url("http://example.com").unwrap().normalized_path(), "/");
    assert!(parse_url("http://127.0.0.1:80/").unwrap().is_ip);
    assert!(parse_url("http://[::1]").unwrap().is_ip);
    assert!(!parse_url("http://+1.2.3.4").unwrap().is_ip);
    assert!(!parse_url("http://256.1.1.1").unwrap().is_ip);
    assert!(parse_url("http://[::1]:80").unwrap().is_ip);
    for text in [
        "example.com",
        "ftp://example.com",
        "http://",
        "http://a:b/",
        "http://a:+80/",
        "http://a:65536/",
        "http://a/?b",
        "http://a/#b",
    ] {
        assert_eq!(parse_url(text), None, "{text}");
    }
}

#[test]
fn a_part_of_a_host_name_has_no_slash() {
    for fits in ["", "my-bucket.v2", "a_b"] {
        assert_eq!(host_part(fits), Ok(()));
    }
    for slips in ["evil.example/", "a@b", "a?b", "a#b", "a:80", "a\\b", "a b", "ä"] {
        assert!(host_part(slips).is_err(), "{slips}");
    }
}
