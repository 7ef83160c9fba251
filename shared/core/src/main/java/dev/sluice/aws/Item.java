package dev.sluice.aws;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.sluice.frame.Json;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A read item: typed access to its attributes. An attribute that is absent reads as nothing. */
record Item(Map<String, AttributeValue> values) {
  static final String PK = "pk";
  static final String SK = "sk";

  /** The table's TTL attribute, in seconds since the epoch. */
  static final String EXPIRES_AT = "expires_at";

  static Map<String, AttributeValue> key(String pk, String sk) {
    return Map.of(PK, of(pk), SK, of(sk));
  }

  static AttributeValue of(String text) {
    return AttributeValue.fromS(text);
  }

  static AttributeValue of(long number) {
    return AttributeValue.fromN(Long.toString(number));
  }

  static AttributeValue of(boolean flag) {
    return AttributeValue.fromBool(flag);
  }

  /** Milliseconds since the epoch. */
  static AttributeValue of(Instant time) {
    return of(time.toEpochMilli());
  }

  static AttributeValue json(Object value) {
    try {
      return of(Json.MAPPER.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Records of ours can be written", e);
    }
  }

  /** A part of a key that comes from outside, so that it cannot contain a separator. */
  static String encoded(String part) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(part.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  boolean liveAt(Instant now) {
    return !values.isEmpty() && (!has(EXPIRES_AT) || number(EXPIRES_AT) > now.getEpochSecond());
  }

  String text(String name) {
    return Optional.ofNullable(values.get(name)).map(AttributeValue::s).orElse("");
  }

  long number(String name) {
    return Optional.ofNullable(values.get(name)).map(v -> Long.parseLong(v.n())).orElse(0L);
  }

  int integer(String name) {
    return Math.toIntExact(number(name));
  }

  boolean flag(String name) {
    return Optional.ofNullable(values.get(name)).map(AttributeValue::bool).orElse(false);
  }

  Instant time(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  List<String> texts(String name) {
    return Optional.ofNullable(values.get(name)).map(AttributeValue::ss).orElse(List.of());
  }

  <T> T json(String name, TypeReference<T> type, T absent) {
    String text = text(name);
    if (text.isEmpty()) {
      return absent;
    }
    try {
      return Json.MAPPER.readValue(text, type);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Expected JSON in attribute '" + name + "'", e);
    }
  }
}
