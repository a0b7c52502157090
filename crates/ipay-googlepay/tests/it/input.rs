//! What is refused before anything is sent.

use ipay_googlepay::google::PaymentDataRequest;
use ipay_googlepay::{
    Address, Browser, CalculateFee, CancelPayment, CapturePayment, CreatePayment, Delivery,
    Discount, Endpoint, Error, ErrorKind, Fiscal, GetInvoiceLink, GetPayment, GetReceipt, Goods,
    Held, IPay, Kopecks, PmtId, ProcessPayment, Quantity, RecurrentToken, Share, SmchId, Stamp,
    ThreedsData, ThreedsInfo, TrnId, VerifyPayment,
};

use crate::common::{gateway, kopecks, pmt_id, stamp, token};
use crate::golden::threeds;

const UUID: &str = "7f0c1b52-3f0e-4a55-9a5e-0a6f7d1c2b30";

fn unsent<T>(result: Result<T, Error>, names: &str) {
    let error = result.err().expect("refused");
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Input, Delivery::NotSent), "{error}");
    assert!(error.to_string().contains(names), "{error}");
}

fn encode(request: &impl Endpoint<Gateway = IPay>) -> Result<(), Error> {
    request.encode(&gateway(), &stamp()).map(drop)
}

fn goods(price: i64, thousandths: u64) -> Goods<'static> {
    let quantity = Quantity::thousandths(thousandths).unwrap();
    Goods::new(UUID, "Яблука", kopecks(price), quantity).unwrap()
}

#[test]
fn ids_that_are_none() {
    let token = token();
    let zero = PmtId::from(0);
    unsent(CreatePayment::new("", kopecks(1), &token), "ext_id");
    unsent(encode(&GetPayment::of("")), "ext_id");
    unsent(encode(&GetPayment::of(zero)), "pmt_id");
    unsent(encode(&GetInvoiceLink::of(zero)), "pmt_id");
    unsent(encode(&GetReceipt::of(zero)), "pmt_id");
    unsent(encode(&ProcessPayment::of(zero)), "pmt_id");
    unsent(encode(&CancelPayment::whole(zero)), "pmt_id");
    unsent(encode(&VerifyPayment::new(zero, &ThreedsData::new("x").unwrap())), "pmt_id");
    unsent(Held::new(zero, kopecks(1)), "pmt_id");
    unsent(Share::new(SmchId::from(0), kopecks(1)), "smch_id");
    unsent(CancelPayment::parts(pmt_id(), [(TrnId::from(0), kopecks(1))]), "trn_id");
    unsent(RecurrentToken::new(""), "recurrent_token");
    unsent(ThreedsData::new(""), "threedsData");
}

#[test]
fn texts_that_are_too_long_in_characters() {
    let token = token();
    let share = || Share::new(SmchId::from(1), kopecks(1)).unwrap();
    for letter in ["a", "ї", "😀"] {
        let (fits, long) = (letter.repeat(50), letter.repeat(51));
        assert!(CreatePayment::new(&fits, kopecks(1), &token).is_ok());
        assert!(encode(&GetPayment::of(&fits)).is_ok());
        unsent(CreatePayment::new(&long, kopecks(1), &token), "more than 50 characters");
        unsent(encode(&GetPayment::of(&long)), "more than 50 characters");

        assert!(share().description(&letter.repeat(100)).is_ok());
        unsent(share().description(&letter.repeat(101)), "more than 100 characters");
    }
}

#[test]
fn sums_that_nobody_can_pay() {
    let token = token();
    let held = Held::new(pmt_id(), kopecks(100)).unwrap();
    for sum in [0, -1, i64::MIN] {
        unsent(CalculateFee::new(kopecks(sum)), "invoice");
        unsent(CreatePayment::new("1", kopecks(sum), &token), "invoice");
        unsent(Share::new(SmchId::from(1), kopecks(sum)), "invoice");
        unsent(Held::new(pmt_id(), kopecks(sum)), "invoice");
        unsent(CapturePayment::part(&held, kopecks(sum)), "invoice");
        unsent(CancelPayment::part(pmt_id(), kopecks(sum)), "amount");
        unsent(CancelPayment::parts(pmt_id(), [(TrnId::from(1), kopecks(sum))]), "amount");
        unsent(PaymentDataRequest::new("1", kopecks(sum)), "totalPrice");
    }
    unsent(Goods::new(UUID, "x", kopecks(-1), Quantity::pieces(1).unwrap()), "price");
}

#[test]
fn shares_that_do_not_add_up() {
    let token = token();
    let share = |sum| Share::new(SmchId::from(1), kopecks(sum)).unwrap();
    let split = |shares: &[Share<'_>]| {
        CreatePayment::new("1", kopecks(100), &token).unwrap().split(shares).map(drop)
    };
    assert!(split(&[share(50), share(50)]).is_ok());
    assert!(split(&[share(100)]).is_ok());
    unsent(split(&[]), "transactions");
    unsent(split(&[share(50), share(49)]), "add up to 99 kopecks and not to the 100");
    unsent(split(&[share(50), share(51)]), "add up to 101 kopecks");
    unsent(split(&[share(i64::MAX), share(i64::MAX)]), "too many");
}

#[test]
fn more_than_is_held() {
    let held = Held::new(pmt_id(), kopecks(100)).unwrap();
    let share = |sum| Share::new(SmchId::from(1), kopecks(sum)).unwrap();
    assert!(CapturePayment::part(&held, kopecks(100)).is_ok());
    unsent(CapturePayment::part(&held, kopecks(101)), "101 kopecks are more than the 100");
    assert!(CapturePayment::split(&held, &[share(40), share(60)]).is_ok());
    unsent(CapturePayment::split(&held, &[share(41), share(60)]), "more than the 100");
    unsent(CapturePayment::split(&held, &[share(i64::MAX), share(1)]), "more than the 100");
    unsent(CapturePayment::split(&held, &[]), "transactions");
}

#[test]
fn a_transaction_is_not_cancelled_twice_at_once() {
    let part = |id| (TrnId::from(id), kopecks(1));
    assert!(CancelPayment::parts(pmt_id(), [part(1), part(2)]).is_ok());
    unsent(CancelPayment::parts(pmt_id(), [part(1), part(2), part(1)]), "twice");
    unsent(CancelPayment::parts(pmt_id(), []), "transactions");
}

#[test]
fn phones_that_are_no_msisdn() {
    let token = token();
    let phone = |phone| CreatePayment::new("1", kopecks(1), &token).unwrap().phone(phone).map(drop);
    for right in ["380931234567", "48123456789", "12345678", "123456789012345"] {
        assert!(phone(right).is_ok(), "{right}");
    }
    for wrong in [
        "",
        "+380931234567",
        "0931234567",
        "380 93 123 45 67",
        "380-931234567",
        "38093123456a",
        "1234567",
        "1234567890123456",
        "٣٨٠٩٣١٢٣٤٥٦٧",
    ] {
        unsent(phone(wrong), "msisdn");
    }
}

#[test]
fn data_of_ones_own_that_is_no_object() {
    let token = token();
    let info =
        |json: &str| CreatePayment::new("1", kopecks(1), &token).unwrap().info(json).map(drop);
    let share = |json: &str| Share::new(SmchId::from(1), kopecks(1)).unwrap().info(json).map(drop);
    assert!(info(" {\"a\": [1.10, null]} ").is_ok() && share("{}").is_ok());
    for json in ["", "[]", "null", "\"x\"", "{", "{}x", r#"{"a":1,"a":2}"#, "{'a':1}"] {
        unsent(info(json), "`pmt_info` must be a JSON object");
        unsent(share(json), "`transactions[].info` must be a JSON object");
    }
}

#[test]
fn browsers_without_their_headers_and_addresses_that_are_none() {
    let browser = Browser {
        language: "uk-UA",
        screen_height: 1080,
        screen_width: 1920,
        color_depth: 24,
        timezone_offset: -180,
        accept_header: "*/*",
        user_agent: "x",
    };
    let (post, site) = ("https://shop.example/3ds?o=7", "https://shop.example");
    assert!(ThreedsInfo::new(post, site, browser).is_ok());
    for wrong in ["", "shop.example", "/3ds", "ftp://shop.example", "https://"] {
        unsent(ThreedsInfo::new(wrong, site, browser), "notification_url");
        unsent(ThreedsInfo::new(post, wrong, browser), "threeds_requestor_url");
    }
    for (browser, field) in [
        (Browser { language: "", ..browser }, "browser_language"),
        (Browser { accept_header: "", ..browser }, "browser_accept_header"),
        (Browser { user_agent: "", ..browser }, "browser_user_agent"),
    ] {
        unsent(ThreedsInfo::new(post, site, browser), field);
    }
    let token = token();
    let in_full = |text, info| {
        CreatePayment::in_full("1", kopecks(1), &token, text, info, threeds()).map(drop)
    };
    assert!(in_full("Tea", "{}").is_ok());
    unsent(in_full("", "{}"), "pmt_desc");
    unsent(in_full("Tea", ""), "pmt_info");
}

#[test]
fn goods_that_do_not_add_up() {
    let token = token();
    let create = |sum, receipt: Fiscal<'static>| {
        CreatePayment::new("1", kopecks(sum), &token).unwrap().receipt(receipt).map(drop)
    };
    let amount = |text: &str| text.parse().unwrap();
    let apples = || Fiscal::new(1, 1, [goods(4000, 2250)]).unwrap();
    let ten_off = || Discount::percent(amount("10")).unwrap();

    assert!(create(9000, apples()).is_ok());
    unsent(create(9001, apples()), "goods add up to 9000 kopecks and not to the 9001");
    unsent(create(8999, apples()), "goods add up to 9000");
    // the example of the gateway's document, as it is read here
    assert!(create(8100, apples().discount(ten_off())).is_ok());
    unsent(create(9000, apples().discount(ten_off())), "goods add up to 8100");
    assert!(create(9020, apples().discount(Discount::extra_value(amount("20")).unwrap())).is_ok());
    assert!(create(8980, apples().discount(Discount::value(amount("20")).unwrap())).is_ok());
    assert!(
        create(9900, apples().discount(Discount::extra_percent(amount("10")).unwrap())).is_ok()
    );

    // 333 thousandths of 1.00: 33.3 kopecks, which may be rounded either way, but not further
    let third = || Fiscal::new(1, 1, [goods(100, 333)]).unwrap();
    assert!(create(33, third()).is_ok() && create(34, third()).is_ok());
    unsent(create(32, third()), "goods add up to 33.3 kopecks");
    unsent(create(35, third()), "goods add up to 33.3 kopecks");

    let most =
        Goods::new(UUID, "x", Kopecks::new(i64::MAX), Quantity::thousandths(u64::MAX).unwrap());
    let most = most.unwrap();
    unsent(create(1, Fiscal::new(1, 1, [most, most]).unwrap()), "goods add up to too many");
}

#[test]
fn receipts_that_cannot_be() {
    let one = Quantity::pieces(1).unwrap();
    let amount = |text: &str| text.parse().unwrap();
    unsent(Fiscal::new(1, 1, []), "goods");
    unsent(Quantity::pieces(0), "quantity");
    unsent(Quantity::thousandths(0), "quantity");
    unsent(Goods::new(UUID, "", kopecks(1), one), "name");
    for id in ["", "1", "7f0c1b523f0e4a559a5e0a6f7d1c2b30", &UUID.replace('7', "g"), &UUID[1..]] {
        unsent(Goods::new(id, "x", kopecks(1), one), "UUID");
    }
    for percent in ["0", "-1", "100.01", "1e1"] {
        unsent(Discount::percent(amount(percent)), "0 to 100");
    }
    assert!(Discount::percent(amount("100")).is_ok());
    for value in ["0", "-0.5", "1e1"] {
        unsent(Discount::value(amount(value)), "value");
        unsent(Discount::extra_value(amount(value)), "value");
        unsent(Discount::extra_percent(amount(value)), "value");
    }
}

#[test]
fn accounts_that_cannot_sign_and_moments_that_cannot_be_written() {
    unsent(IPay::new("", "key"), "login");
    unsent(IPay::new("test", ""), "sign key");
    unsent("http://shop.example".parse::<Address>(), "https");
    unsent(PaymentDataRequest::new("", kopecks(1)), "gatewayMerchantId");
    for unix_ms in [253_402_300_800_000, u64::MAX] {
        let stamp = Stamp::new(unix_ms, [0; 32]);
        unsent(GetPayment::of("1").encode(&gateway(), &stamp).map(drop), "years");
    }
}

#[test]
fn sums_of_money_never_wrap_around() {
    let (most, one) = (Kopecks::new(i64::MAX), Kopecks::new(1));
    assert_eq!(most.checked_add(one), None);
    assert_eq!(Kopecks::new(i64::MIN).checked_sub(one), None);
    assert_eq!(one.checked_sub(Kopecks::new(2)), Some(Kopecks::new(-1)));
    assert_eq!(Kopecks::checked_sum([one, Kopecks::new(2)]), Some(Kopecks::new(3)));
    assert_eq!(Kopecks::checked_sum([most, one, Kopecks::new(-5)]), None);
    assert_eq!(Kopecks::checked_sum([]), Some(Kopecks::ZERO));
}
