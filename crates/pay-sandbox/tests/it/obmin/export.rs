//! Rates for monitorings.

use serde_json::json;

use super::shop::Shop;

#[test]
fn rates_come_as_xml_json_and_text() {
    let shop = Shop::open();
    let get = |path: &str| {
        let answer = shop.raw("GET", path, &[], "");
        assert_eq!(answer.status, 200, "{path}");
        (answer.header("content-type").unwrap().to_owned(), answer.body)
    };
    let (media, xml) = get("/service/export/xml/public");
    assert_eq!(media, "application/xml; charset=utf-8");
    assert_eq!(
        xml,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rates>\n\
         <item><from>ADA</from><to>CARDUAH</to><in>1</in><out>16</out><amount>1000000</amount>\
         <minamount>10</minamount><maxamount>10000</maxamount><fromfee>0</fromfee><tofee>0</tofee></item>\n\
         <item><from>CARDUAH</from><to>USDTTRC20</to><in>42</in><out>1</out><amount>15000</amount>\
         <minamount>500</minamount><fromfee>0</fromfee><tofee>1</tofee></item>\n\
         <item><from>BTC</from><to>CARDUAH</to><in>1</in><out>2000000</out><amount>3000000</amount>\
         <minamount>0.0001</minamount><maxamount>1.5</maxamount><fromfee>0</fromfee><tofee>0</tofee></item>\n\
         </rates>\n"
    );
    let (media, text) = get("/service/export/json/XXXXXX/");
    assert_eq!(media, "application/json; charset=utf-8");
    let rows: serde_json::Value = serde_json::from_str(&text).unwrap();
    let second = json!({
        "from": "CARDUAH", "to": "USDTTRC20", "in": 42, "out": 1, "amount": 15000,
        "minamount": 500, "fromfee": 0, "tofee": 1,
    });
    assert_eq!((rows.as_array().unwrap().len(), &rows[1]), (3, &second));
    let (media, text) = get("/service/export/txt");
    assert_eq!(media, "text/plain; charset=utf-8");
    let lines = "ADA;CARDUAH;1;16;1000000;10;10000;0;0\nCARDUAH;USDTTRC20;42;1;15000;500;;0;1\n\
                 BTC;CARDUAH;1;2000000;3000000;0.0001;1.5;0;0\n";
    assert_eq!(text, lines);
    assert_eq!(shop.raw("GET", "/service/export/csv/public", &[], "").status, 404);
}

#[test]
fn rates_follow_what_an_operator_changes() {
    let shop = Shop::open();
    shop.act(&shop.obmin.routes()[0], "route", json!({"rate": "0.05", "min": 20}), false);
    shop.act(&shop.obmin.routes()[1], "route", json!({"shown": false}), false);
    shop.act(&shop.obmin.routes()[2], "route", json!({"active": false}), false);
    shop.act("CARDUAH", "currency", json!({"reserve": "7.5"}), false);
    let text = shop.raw("GET", "/service/export/txt/a", &[], "").body;
    assert_eq!(text, "ADA;CARDUAH;1;20;7.5;20;10000;0;0\n");
}
