//! The complete examples of the provider's documents, with invented values, as they are used by
//! several tests.

/// The answer to the create of an invoice by card.
pub(crate) const INVOICE: &str = r#"{"data":{"type":"payment-invoices","id":"cpi_Qm7Xc2Lp9Zt4Wd1K","attributes":{
 "status":"process_pending","resolution":"ok","moderation_required":false,
 "amount":100.5,"payment_amount":100.5,"currency":"EUR",
 "service_amount":null,"payment_service_amount":null,"exchange_rate":null,"service_currency":"EUR",
 "reference_id":"6f9619ff-8b86-4d01-b42d-00cf4fc964ff","test_mode":true,
 "fee":0,"deposit":100.5,"processed":null,"processed_amount":null,
 "refunded_amount":null,"refunded_fee":null,"processed_fee":null,"processed_deposit":null,
 "failed":null,"metadata":{"order":"42"},
 "flow_data":{"action":"https://checkout.example.com/hpp/cgi_a1B2c3D4e5F6g7H8","method":"GET","params":[],
   "metadata":{"sid":"cgi_a1B2c3D4e5F6g7H8","token":"header.claims.mac"}},
 "flow":"hpp","payment_flow":"charge","created":1728475973,"updated":1728475973,
 "payload":{"token":null,"auth_type":null,"client_ip":null,"payment_card":null},
 "description":"Order 42","descriptor":null,"callback_url":"https://shop.example/cb",
 "return_url":null,"return_urls":{"fail":"https://shop.example/no","pending":"https://shop.example/wait","success":"https://shop.example/ok"},
 "original_data":[],"rrn":null,"approval_code":null,"reserved_amount":null,"reserve_expires":null,"unreserved":null,
 "source":"merchant_api","callback_logs":[],"charged_back_amount":null},
 "relationships":{
  "payment-service":{"data":{"type":"payment-services","id":"payment_card_eur_hpp"}},
  "payment-method":{"data":{"type":"payment-methods","id":"payment_card"}},
  "customer":{"data":{"type":"customers","id":"cus_Z9y8X7w6V5u4T3s2"}}},
 "links":{"self":"/api/payment-invoices/cpi_Qm7Xc2Lp9Zt4Wd1K"}}}"#;

/// The answer to the create of a payout.
pub(crate) const PAYOUT: &str = r#"{"data":{"type":"payout-invoices","id":"cpoi_H3k9Vb2Nq8Rs5Tx1","attributes":{
 "status":"created","resolution":"ok","amount":100,"payout_amount":100,"currency":"TRY",
 "service_currency":"TRY","service_amount":100,"service_payout_amount":100,
 "reference_id":"21336d7e-3637-412a-bb41-0c9f56339341","test_mode":false,"description":null,
 "fee":0,"writeoff":100,"exchange_rate":1,"failed":null,"processed":null,
 "processed_amount":null,"processed_fee":null,"processed_writeoff":null,
 "metadata":{"key":"value"},"created":1732713989,"updated":1732713989,
 "fields":{"account_number":"555555","beneficiary_full_name":"Test Test"},
 "callback_url":"https://shop.example/cb","source":"merchant_api","callback_logs":[],
 "moderation_required":false,"payouts":[]},
 "relationships":{
  "payout-service":{"data":{"type":"payout-services","id":"bank_transfer_try"}},
  "payout-method":{"data":{"type":"payout-methods","id":"bank_transfer"}},
  "customer":{"data":null}},
 "links":{"self":"/api/payout-invoices/cpoi_H3k9Vb2Nq8Rs5Tx1"}}}"#;

/// The short callback of a payout in two parts.
pub(crate) const SHORT_PAYOUT: &str = r#"{"data":{"id":"cpoi_S5t6U7v8W9x0Y1z2","type":"payout-invoices","attributes":{"fee":0,"amount":1000,"currency":"USD","fields":[],
 "status":"processed","payouts":[
  {"id":"po_1a2B3c4D5e6F7g8H","rrn":null,"amount":725,"currency":"USD","status":"processed"},
  {"id":"po_8h7G6f5E4d3C2b1A","rrn":null,"amount":275,"currency":"USD","status":"processed"}]}}}"#;

/// The answer to a question about balances.
pub(crate) const BALANCES: &str = r#"{"data":{"type":"account","id":"coma_AbCdEfGh12345678","attributes":{"currency_accounts":{
 "EUR":{"account_id":"comca_1234567890abcdef","active_balance":"110.00","pending_balance":"0.00","reserved_balance":"0.00",
        "overdraft_limit":"0.00","balance_lower_limit":null}}},
 "links":{"self":"/api/account/balances"}}}"#;

/// What a public create is answered with: flat.
pub(crate) const FLAT_INVOICE: &str = r#"{"data":{"id":"cpi_Ab3De6Gh9Jk2Mn5P","serial_number":"Ab3De6Gh9Jk2Mn5P","status":"process_pending","resolution":"ok",
 "amount":100,"payment_amount":100,"processed_amount":null,"refunded_amount":null,
 "currency":"UAH","service":"payment_card_uah_hpp","service_flow":"hpp","service_method":"payment_card","service_currency":"UAH",
 "reference_id":"top-up-17","description":"Top-up","test_mode":true,"created":1573000000,"return_url":null,"metadata":{"user":"17"},
 "active_payment":{"status":"process_pending","resolution":"ok",
   "payload":{"action":"https://checkout.example.com/hpp/cgi_K1l2M3n4O5p6Q7r8","method":"GET","params":[],"metadata":[]}}}}"#;

/// The sample of a callback.
pub(crate) const CALLBACK: &str = r#"{"data":{"type":"payment-invoices","id":"cpi_UoIW6RdSYyIRj8vR","attributes":{"status":"process_pending","resolution":"ok","moderation_required":false,"amount":4,"payment_amount":4,"currency":"UAH","service_currency":"UAH","reference_id":"e2041fe2-44da-44da-0090-4ffe9d2f25d0","test_mode":false,"fee":0,"deposit":4,"processed":null,"processed_amount":null,"processed_fee":null,"processed_deposit":null,"metadata":[],"flow_data":{"action":"https:\/\/cardgate.example.io\/hpp\/2018e26d-8882-57f6-9a91-ac2acfeedbe3","method":"GET","params":[]},"flow":"hpp","created":1560889898,"updated":1560889898,"payload":[]},"relationships":{"payment-service":{"data":{"type":"payment-services","id":"payment_card_uah_hpp"}},"payment-method":{"data":{"type":"payment-methods","id":"payment_card"}}},"links":{"self":"\/api\/payment-invoices\/cpi_UoIW6RdSYyIRj8vR"}}}"#;
