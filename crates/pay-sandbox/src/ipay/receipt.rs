//! Receipts: the page behind `GetPaymentInvoice` and the fiscal document of `GetReceipt`.

use crate::json::Json;

use super::error::SystemError;
use super::machine::Machine;
use super::payment::{Payment, Status, hryvnias};
use super::pdf;
use super::shape::whole;

/// The cashier whose receipts fail.
const FAILING_CASHIER: u64 = 999;

/// A fiscal receipt that was ordered with a payment.
pub(super) struct Receipt {
    /// How often it was asked for.
    asked: u64,
    pub(super) forced: Option<ReceiptState>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum ReceiptState {
    Created,
    InProcess,
    Error,
    Ready,
}

impl ReceiptState {
    /// The word of the document; `READY`, which no answer has, for the PDF.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Created => "CREATED",
            Self::InProcess => "INPROCESS",
            Self::Error => "ERROR",
            Self::Ready => "READY",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Created, Self::InProcess, Self::Error, Self::Ready]
            .into_iter()
            .find(|state| state.as_str() == name)
    }
}

impl Receipt {
    pub(super) fn new(receipt_data: &Json) -> Self {
        let failing = receipt_data.get("cashier_id").and_then(whole) == Some(FAILING_CASHIER);
        Self { asked: 0, forced: failing.then_some(ReceiptState::Error) }
    }
}

impl Machine {
    /// The state of a receipt, which moves on with every question.
    pub(super) fn receipt(&mut self, at: usize) -> ReceiptState {
        let payment = &mut self.payments[at];
        let done = matches!(payment.status, Status::Paid | Status::Cancelled);
        let Some(receipt) = payment.receipt.as_mut().filter(|_| done) else {
            return ReceiptState::Error;
        };
        if let Some(state) = receipt.forced {
            return state;
        }
        receipt.asked += 1;
        match receipt.asked {
            asked if asked > self.settings.receipt_steps => ReceiptState::Ready,
            1 => ReceiptState::Created,
            _ => ReceiptState::InProcess,
        }
    }

    /// Where the payer finds a receipt.
    pub(super) fn invoice_page(&self, payment: &Payment) -> Result<String, SystemError> {
        match payment.status {
            Status::Held | Status::Paid | Status::Cancelled => {
                Ok(format!("{}/invoice/{}", self.page_base(), payment.page))
            }
            _ => Err(SystemError::Overall),
        }
    }
}

/// The fiscal document.
pub(super) fn document(payment: &Payment) -> Vec<u8> {
    let mut lines = vec![
        "SANDBOX RECEIPT, NOT A FISCAL DOCUMENT".to_owned(),
        format!("Payment {}", payment.pmt_id),
        format!("Card {}", payment.mask),
    ];
    for share in &payment.shares {
        let sum = hryvnias(share.amount);
        lines.push(format!("Transaction {} to {}: {sum} UAH", share.trn_id, share.smch_id));
    }
    lines.push(format!("Total {} UAH", hryvnias(payment.amount)));
    pdf::page(&lines)
}
