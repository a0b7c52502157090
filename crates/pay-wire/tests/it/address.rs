//! Which addresses requests may go to.

use pay_wire::{Address, Delivery, ErrorKind, check_url};

#[test]
fn https_anywhere_and_http_on_this_machine() {
    for good in [
        "https://acquiring_api.obmenka.ua",
        "https://api.example:8443/prefix",
        "https://api.example/prefix/",
        "http://127.0.0.1:8080",
        "http://127.8.9.1",
        "http://[::1]",
        "http://[::1]:8080",
        "https://[2001:db8::1]",
        "http://localhost:1",
        "http://LOCALHOST:1",
    ] {
        let address: Address = good.parse().unwrap();
        assert_eq!(address.to_string(), good.trim_end_matches('/'));
    }
}

#[test]
fn anything_else_is_refused_before_it_is_used() {
    for bad in [
        "",
        "api.example",
        "/api",
        "ftp://api.example",
        "http://api.example",
        "http://127.0.0.1.example",
        "http://localhost.example",
        "https://",
        "https://:443",
        "https://user:secret@api.example",
        "https://api.example:99999",
        "https://api.example:0",
        "https://api.example:",
        "https://api.example?key=secret",
        "https://api.example#part",
        "https://api example",
    ] {
        let error = bad.parse::<Address>().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Input, "{bad:?}");
        assert_eq!(error.delivery(), Delivery::NotSent, "{bad:?}");
        assert!(!format!("{error} {error:?}").contains("secret"), "{bad:?}");
    }
}

#[test]
fn a_path_is_put_behind_the_prefix() {
    let address: Address = "https://api.example/v1/".parse().unwrap();
    assert_eq!(address.join("/orders?id=7").unwrap(), "https://api.example/v1/orders?id=7");
    assert_eq!(address.join("orders").unwrap_err().kind(), ErrorKind::Input);
    assert_eq!(address.join("/or ders").unwrap_err().kind(), ErrorKind::Input);
}

#[test]
fn a_return_address_is_absolute() {
    for good in [
        "https://shop.example/ok?id=7",
        "https://shop.example",
        "http://127.0.0.1:8080/st/7",
        "http://[::1]/st/7",
        "http://[::1]:8080/st/7",
        "https://user:secret@shop.example/st/7",
    ] {
        check_url("success_url", good).unwrap();
    }
    for bad in [
        "",
        "shop.example/ok",
        "/ok",
        "ftp://shop.example",
        "https://",
        "https:// shop.example",
        "https://shop.example:99999/ok",
        "https://shop.example:0/ok",
        "https://shop.example:x/ok",
        "https://shop.example:/ok",
        "javascript:alert(1)",
    ] {
        let error = check_url("success_url", bad).unwrap_err();
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Input, Delivery::NotSent),
            "{bad:?}"
        );
        assert!(error.to_string().contains("success_url"), "{error}");
    }
}
