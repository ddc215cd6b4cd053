//! The tree that the parser builds: elements and texts in one list.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, QualName, local_name, ns};

/// A node as the parser holds it: its place in the list, and what it needs to know of it.
#[derive(Clone, Debug)]
pub struct Handle(Rc<Held>);

#[derive(Debug)]
struct Held {
    place: usize,
    name: QualName,
    /// Where the content of a template goes: beside the page.
    template: Option<usize>,
    integration: bool,
}

/// What a node is.
pub enum Kind {
    /// An element by its name.
    Element(String),
    /// A text.
    Text,
    /// The document itself, a comment, what stands in a template.
    Other,
}

#[derive(Debug, Default)]
enum What {
    Element(QualName),
    Text(String),
    #[default]
    Other,
}

#[derive(Debug, Default)]
struct Node {
    parent: Option<usize>,
    children: Vec<usize>,
    what: What,
}

/// All nodes. The first is the document.
#[derive(Debug)]
pub struct Arena {
    nodes: RefCell<Vec<Node>>,
    document: Handle,
}

impl Default for Arena {
    fn default() -> Self {
        Self {
            nodes: RefCell::new(vec![Node::default()]),
            document: handle(0),
        }
    }
}

/// A handle of something without a name.
fn handle(place: usize) -> Handle {
    Handle(Rc::new(Held {
        place,
        name: QualName::new(None, ns!(), local_name!("")),
        template: None,
        integration: false,
    }))
}

impl Arena {
    /// Nodes so far.
    pub fn len(&self) -> usize {
        self.nodes.borrow().len()
    }

    /// The document's place.
    pub fn document(&self) -> usize {
        self.document.0.place
    }

    /// What is at a place.
    pub fn kind(&self, place: usize) -> Kind {
        match self.nodes.borrow().get(place).map(|node| &node.what) {
            Some(What::Element(name)) => Kind::Element(name.local.to_string()),
            Some(What::Text(_)) => Kind::Text,
            _ => Kind::Other,
        }
    }

    /// Looks at a text.
    pub fn with_text<T>(&self, place: usize, look: impl FnOnce(&str) -> T) -> Option<T> {
        match self.nodes.borrow().get(place).map(|node| &node.what) {
            Some(What::Text(text)) => Some(look(text)),
            _ => None,
        }
    }

    /// The nodes within a node, in order.
    pub fn children(&self, place: usize) -> Vec<usize> {
        let nodes = self.nodes.borrow();
        nodes
            .get(place)
            .map(|node| node.children.clone())
            .unwrap_or_default()
    }

    /// The first element within a node.
    pub fn first_element(&self, place: usize) -> Option<usize> {
        let elements = |child: &usize| matches!(self.kind(*child), Kind::Element(_));
        self.children(place).into_iter().find(elements)
    }

    /// The body of the page.
    pub fn body(&self) -> Option<usize> {
        let html = self.first_element(self.document())?;
        let body = |child: &usize| matches!(self.kind(*child), Kind::Element(name) if name == "body" || name == "frameset");
        self.children(html).into_iter().find(body)
    }

    fn add(&self, what: What) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node {
            what,
            ..Node::default()
        });
        nodes.len() - 1
    }

    fn detach(&self, place: usize) {
        let mut nodes = self.nodes.borrow_mut();
        let parent = nodes.get_mut(place).and_then(|node| node.parent.take());
        if let Some(parent) = parent.and_then(|parent| nodes.get_mut(parent)) {
            parent.children.retain(|child| *child != place);
        }
    }

    /// Puts something before the child at `index` of a node, or last. Texts side by side are one.
    fn insert(&self, parent: usize, index: Option<usize>, child: NodeOrText<Handle>) {
        let place = match child {
            NodeOrText::AppendNode(node) => {
                self.detach(node.0.place);
                node.0.place
            }
            NodeOrText::AppendText(text) => {
                if self.join(parent, index, &text) {
                    return;
                }
                self.add(What::Text(text.to_string()))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        if let Some(node) = nodes.get_mut(place) {
            node.parent = Some(parent);
        }
        if let Some(parent) = nodes.get_mut(parent) {
            let at = index.unwrap_or(parent.children.len());
            parent.children.insert(at.min(parent.children.len()), place);
        }
    }

    /// Adds to the text before that place, if there is one.
    fn join(&self, parent: usize, index: Option<usize>, text: &StrTendril) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        let before = nodes.get(parent).and_then(|parent| match index {
            Some(index) => parent.children.get(index.checked_sub(1)?).copied(),
            None => parent.children.last().copied(),
        });
        match before.and_then(|place| nodes.get_mut(place)) {
            Some(Node {
                what: What::Text(own),
                ..
            }) => {
                own.push_str(text);
                true
            }
            _ => false,
        }
    }

    fn parent(&self, place: usize) -> Option<usize> {
        self.nodes.borrow().get(place).and_then(|node| node.parent)
    }
}

impl TreeSink for Arena {
    type Handle = Handle;
    type Output = Self;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Self {
        self
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        self.document.clone()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.0.name.expanded()
    }

    fn create_element(&self, name: QualName, _: Vec<Attribute>, flags: ElementFlags) -> Handle {
        let template = flags.template.then(|| self.add(What::Other));
        let place = self.add(What::Element(name.clone()));
        Handle(Rc::new(Held {
            place,
            name,
            template,
            integration: flags.mathml_annotation_xml_integration_point,
        }))
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        handle(self.add(What::Other))
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        handle(self.add(What::Other))
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.0.place, None, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        previous: &Handle,
        child: NodeOrText<Handle>,
    ) {
        match self.parent(element.0.place) {
            Some(_) => self.append_before_sibling(element, child),
            None => self.append(previous, child),
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        handle(target.0.template.unwrap_or(target.0.place))
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.0.place == y.0.place
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        let Some(parent) = self.parent(sibling.0.place) else {
            return;
        };
        // What is moved may itself stand before the sibling.
        if let NodeOrText::AppendNode(node) = &child {
            self.detach(node.0.place);
        }
        let index = self
            .children(parent)
            .iter()
            .position(|child| *child == sibling.0.place);
        self.insert(parent, index, child);
    }

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.0.place);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let moved = nodes
            .get_mut(node.0.place)
            .map(|node| std::mem::take(&mut node.children))
            .unwrap_or_default();
        for child in &moved {
            if let Some(child) = nodes.get_mut(*child) {
                child.parent = Some(new_parent.0.place);
            }
        }
        if let Some(parent) = nodes.get_mut(new_parent.0.place) {
            parent.children.extend(moved);
        }
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &Handle) -> bool {
        target.0.integration
    }
}
