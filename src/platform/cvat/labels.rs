//! Labels from the wire (CVAT REST API, labels).

use crate::codec::cvat::labels::{Described, Spec};
use crate::model::Text;

use super::wire;

pub use crate::codec::cvat::labels::{Known, Labels};

/// From the labels of the server, in its order.
pub fn labels(labels: Vec<wire::Label>) -> Labels {
    Labels::new(labels.iter().map(described))
}

fn described(label: &wire::Label) -> Described {
    Described {
        id: label.id,
        name: Text::line(&label.name),
        color: label.color.clone(),
        specs: label.attributes.iter().map(spec).collect(),
        joints: label.sublabels.iter().map(described).collect(),
        svg: label.svg.clone(),
    }
}

fn spec(spec: &wire::AttributeSpec) -> Spec {
    Spec {
        id: spec.id,
        name: Text::line(&spec.name),
        default: Text::line(&spec.default_value),
        mutable: spec.mutable,
    }
}
