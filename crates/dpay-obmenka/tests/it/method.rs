//! The codes, typed again from the provider's lists.

use dpay_obmenka::{Currency, Method, method};

const LISTED: &str = "visamaster.uah visamaster.usd visamaster.ngn visamaster.xof bitcoin bitcoin_cash ethereum \
    litecoin monero tron link usdt_erc20 usdt_trc20 usdc_trc20 bank.ngn verve.ngn imps.inr paytm.inr phonepe.inr \
    upi.inr airtel.mga mvola.mga orange_money.mga vanilla_pay.mga moov-togo.xof moov-ci.xof moov-benin.xof \
    mtn-togo.xof mtn-ci.xof mtn-benin.xof orange_money-togo.xof orange_money-ci.xof orange_money-benin.xof tmoney.xof \
    airtel-congo.usd airtel-congo.cdf mpesa-congo.usd mpesa-congo.cdf expresso-senegal.xof free_money-senegal.xof \
    moov-mali.xof moov-burkina-faso.xof mtn-guinea.gnf orange_money-senegal.xof orange_money-burkina-faso.xof \
    airtel-cameroon.xaf airtel-congo-brazzaville.xaf airtel-ghana.ghs airtel-kenya.kes airtel-malawi.mwk \
    airtel-rwanda.rwf airtel-tanzania.tzs airtel-uganda.ugx airtel-zambia.zmw eft-south-africa.zar \
    halotel-tanzania.tzs mpesa-kenya.kes mpesa-tanzania.tzs mtn-cameroon.xaf mtn-ghana.ghs mtn-rwanda.rwf \
    mtn-uganda.ugx mtn-zambia.zmw opay.ngn visamaster.rur qiwi";

#[test]
fn every_listed_code_is_a_constant() {
    let mut listed: Vec<_> = LISTED.split_whitespace().collect();
    let mut known: Vec<_> = method::DOCUMENTED.iter().map(Method::as_str).collect();
    listed.sort_unstable();
    known.sort_unstable();
    assert_eq!(known, listed);
}

#[test]
fn crypto_has_no_dot() {
    let crypto = [
        "bitcoin",
        "bitcoin_cash",
        "ethereum",
        "litecoin",
        "monero",
        "tron",
        "link",
        "usdt_erc20",
        "usdt_trc20",
        "usdc_trc20",
    ];
    for method in method::DOCUMENTED {
        assert_eq!(method.is_crypto(), crypto.contains(&method.as_str()), "{method}");
    }
}

#[test]
fn accounting_currencies_have_the_gateways_codes() {
    let codes = [
        Currency::UAH,
        Currency::USD,
        Currency::EUR,
        Currency::RUR,
        Currency::BTC,
        Currency::BCH,
        Currency::LTC,
        Currency::USDT,
    ];
    let codes = codes.map(|currency| currency.as_str().to_owned());
    assert_eq!(codes, ["UAH", "USD", "EUR", "RUR", "BTC", "BCH", "LTC", "USDT"]);
}
