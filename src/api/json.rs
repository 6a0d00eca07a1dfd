//! JSON that the browser reads: `JSON.parse` does the text, and this file carries values from
//! JavaScript to serde.
//!
//! A parser in WebAssembly, with its own errors and a copy of itself for every type, costs the page
//! fifteen kilobytes more (brotli), and `serde-wasm-bindgen`, which does what this file does and much
//! else, twelve. Writing needs so little of `serde_json` that it stays.

use std::fmt;

use js_sys::{Array, JSON, Object, Reflect};
use serde::de::value::{StrDeserializer, StringDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use wasm_bindgen::{JsCast, JsValue};

/// Reads a value from JSON.
///
/// # Errors
/// When the text is not JSON, or not of the shape of `T`.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, NotOfContract> {
    T::deserialize(Value(JSON::parse(text).map_err(|_| NotOfContract)?))
}

/// What was read is not of the contract. It carries no words: [`super::Error::Unreadable`] says all
/// that a person can use.
#[derive(Debug)]
pub struct NotOfContract;

impl fmt::Display for NotOfContract {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not of the contract")
    }
}

impl std::error::Error for NotOfContract {}

impl serde::de::Error for NotOfContract {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

/// A value that `JSON.parse` made.
struct Value(JsValue);

impl Value {
    fn string(&self) -> Result<String, NotOfContract> {
        self.0.as_string().ok_or(NotOfContract)
    }

    /// A whole number that JavaScript holds exactly.
    #[expect(clippy::cast_possible_truncation, reason = "guarded by the comparison")]
    fn integer(&self) -> Result<i64, NotOfContract> {
        let number = self.0.as_f64().ok_or(NotOfContract)?;
        let integer = number as i64;
        #[expect(clippy::cast_precision_loss, clippy::float_cmp, reason = "an exact round trip is what is asked for")]
        let exact = integer as f64 == number;
        if exact { Ok(integer) } else { Err(NotOfContract) }
    }

    fn entries(self) -> Result<List, NotOfContract> {
        let object: Object = self.0.dyn_into().map_err(|_| NotOfContract)?;
        Ok(List { items: Object::entries(&object), next: 0 })
    }
}

macro_rules! integers {
    ($($method:ident)+) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotOfContract> {
            visitor.visit_i64(self.integer()?)
        })+
    };
}

impl<'de> Deserializer<'de> for Value {
    type Error = NotOfContract;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotOfContract> {
        if self.0.is_string() {
            self.deserialize_string(visitor)
        } else if self.0.as_f64().is_some() {
            self.deserialize_f64(visitor)
        } else if self.0.as_bool().is_some() {
            self.deserialize_bool(visitor)
        } else if Array::is_array(&self.0) {
            self.deserialize_seq(visitor)
        } else if self.0.is_object() {
            self.deserialize_map(visitor)
        } else {
            visitor.visit_unit()
        }
    }

    integers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotOfContract> {
        self.deserialize_f64(visitor)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotOfContract> {
        visitor.visit_f64(self.0.as_f64().ok_or(NotOfContract)?)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotOfContract> {
        visitor.visit_bool(self.0.as_bool().ok_or(NotOfContract)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotOfContract> {
        visitor.visit_string(self.string()?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotOfContract> {
        visitor.visit_string(self.string()?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotOfContract> {
        if self.0.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, NotOfContract> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotOfContract> {
        let items = self.0.dyn_into().map_err(|_| NotOfContract)?;
        visitor.visit_seq(List { items, next: 0 })
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotOfContract> {
        visitor.visit_map(Entries { list: self.entries()?, value: JsValue::UNDEFINED })
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotOfContract> {
        let object = self.0.dyn_into().map_err(|_| NotOfContract)?;
        visitor.visit_map(Fields { object, wanted: fields, value: JsValue::UNDEFINED })
    }

    /// Enums of the contract are words.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, NotOfContract> {
        visitor.visit_enum(StringDeserializer::new(self.string()?))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, NotOfContract> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! {
        char bytes byte_buf unit unit_struct tuple tuple_struct identifier
    }
}

/// The items of an array, one after another.
struct List {
    items: Array,
    next: u32,
}

impl List {
    fn next(&mut self) -> Option<JsValue> {
        let at = self.next;
        self.next += 1;
        (at < self.items.length()).then(|| self.items.get(at))
    }
}

impl<'de> SeqAccess<'de> for List {
    type Error = NotOfContract;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, NotOfContract> {
        self.next().map(|item| seed.deserialize(Value(item))).transpose()
    }
}

/// Every property of an object.
struct Entries {
    list: List,
    value: JsValue,
}

impl<'de> MapAccess<'de> for Entries {
    type Error = NotOfContract;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NotOfContract> {
        let Some(entry) = self.list.next() else { return Ok(None) };
        let entry = Array::from(&entry);
        self.value = entry.get(1);
        seed.deserialize(Value(entry.get(0))).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NotOfContract> {
        seed.deserialize(Value(std::mem::take(&mut self.value)))
    }
}

/// The properties of an object that a struct has fields for; others are of a newer contract and are left out.
struct Fields {
    object: Object,
    wanted: &'static [&'static str],
    value: JsValue,
}

impl Fields {
    fn next(&mut self) -> Option<&'static str> {
        while let Some((field, rest)) = self.wanted.split_first() {
            self.wanted = rest;
            self.value = Reflect::get(&self.object, &JsValue::from_str(field)).unwrap_or_default();
            if !self.value.is_undefined() {
                return Some(field);
            }
        }
        None
    }
}

impl<'de> MapAccess<'de> for Fields {
    type Error = NotOfContract;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, NotOfContract> {
        let field: Option<StrDeserializer<'static, NotOfContract>> =
            self.next().map(IntoDeserializer::into_deserializer);
        field.map(|field| seed.deserialize(field)).transpose()
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, NotOfContract> {
        seed.deserialize(Value(std::mem::take(&mut self.value)))
    }
}
