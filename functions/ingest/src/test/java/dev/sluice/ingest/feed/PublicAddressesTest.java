package dev.sluice.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which addresses a feed may be fetched from. */
class PublicAddressesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.1.1",
        "192.0.0.8",
        "198.18.0.1",
        "198.19.9.9",
        "203.0.113.7",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2001:db8::1",
        "2001:0:1::1",
        "fd00:ec2::254"
      })
  void private_and_special_addresses_are_not_public(String address) throws UnknownHostException {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "100.63.0.1",
        "172.32.0.1",
        "192.0.1.1",
        "198.20.0.1",
        "223.1.1.1",
        "2606:4700::1111",
        "2a00:1450::1"
      })
  void addresses_of_the_internet_are_public(String address) throws UnknownHostException {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void a_name_of_this_machine_is_not_resolved() {
    assertThatThrownBy(() -> new PublicAddresses().resolve("localhost"))
        .isInstanceOf(UnknownHostException.class)
        .hasMessageContaining("public address");
    assertThatThrownBy(() -> new PublicAddresses().resolve("169.254.169.254"))
        .isInstanceOf(UnknownHostException.class);
  }
}
