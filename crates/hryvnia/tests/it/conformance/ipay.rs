//! iPay plays the suite.

use hryvnia::http::Client;
use hryvnia::ipay::{CreatePayment, GetPayment, GoogleToken, IPay, Kopecks};
use pay_sandbox::{LocalGateway, Sandbox};

use super::{Subject, suite};
use crate::shop;

struct Ipay;

/// An open token, as the sandbox takes it; `id` makes it another one.
fn token(id: &str) -> &'static GoogleToken {
    let card = r#"{"pan":"4111111111111111","expirationMonth":12,"expirationYear":2099,"authMethod":"PAN_ONLY"}"#;
    let message = format!(
        r#"{{"gatewayMerchantId":"1234","messageExpiration":"4102444800000","messageId":"{id}","paymentMethod":"CARD","paymentMethodDetails":{card}}}"#
    );
    let encrypted = serde_json::json!({ "encryptedMessage": base64(&message) }).to_string();
    let token = serde_json::json!({
        "protocolVersion": "ECv2", "signature": "-", "signedMessage": encrypted,
    });
    // a test lives as long as its program
    Box::leak(Box::new(GoogleToken::new(&token.to_string()).unwrap()))
}

fn base64(text: &str) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(text)
}

impl Subject for Ipay {
    type Gateway = IPay;
    type Order = ();
    type Payment<'a> = CreatePayment<'static>;
    type Question<'a> = GetPayment<'static>;

    const PAYMENT: &'static str = "PaymentCreate";
    const QUESTION: &'static str = "GetPaymentStatus";

    fn local(sandbox: &Sandbox) -> LocalGateway {
        LocalGateway::clone(&sandbox.ipay())
    }

    fn account(sandbox: &Sandbox) -> IPay {
        shop::merchant(sandbox)
    }

    fn secrets(sandbox: &Sandbox) -> Vec<String> {
        let token = token("payment").as_base64().to_owned();
        vec![sandbox.ipay().sign_key(), token, "4111111111111111".to_owned()]
    }

    async fn order(client: &Client<IPay>) {
        let earlier = token("earlier");
        let payment = CreatePayment::new("earlier", Kopecks::new(100), earlier).unwrap();
        client.send(&payment).await.unwrap();
    }

    fn question((): &()) -> GetPayment<'static> {
        GetPayment::of("earlier")
    }

    fn payment((): &()) -> CreatePayment<'static> {
        CreatePayment::new("payment-9", Kopecks::new(15_000), token("payment")).unwrap()
    }

    fn moved(sandbox: &Sandbox) -> usize {
        sandbox.ledger().charges("payment-9").len()
    }
}

suite::conformance!(Ipay);
