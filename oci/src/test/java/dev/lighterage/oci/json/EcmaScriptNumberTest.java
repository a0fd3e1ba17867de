package dev.lighterage.oci.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EcmaScriptNumberTest {
  /// RFC 8785, appendix B, and what ECMAScript engines print for numbers near the smallest.
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "0000000000000002, 1e-323",
    "0000000000000003, 1.5e-323",
    "0000000000000004, 2e-323",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2",
  })
  void writesNumbersAsEcmaScriptDoes(String bits, String text) {
    double value = Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16));
    assertThat(EcmaScriptNumber.text(new JsonNumber(Double.toString(value)))).isEqualTo(text);
  }

  @Test
  void writesTheFewestDigitsThatGiveTheNumberBack() {
    var random = new Random(8_785);
    for (int i = 0; i < 20_000; i++) {
      // Every third one is subnormal, where Java itself writes too many digits.
      long bits = i % 3 == 0 ? random.nextLong() >>> (12 + random.nextInt(52)) : random.nextLong();
      double value = Double.longBitsToDouble(bits);
      if (Double.isFinite(value) && value != 0) {
        String text = EcmaScriptNumber.text(new JsonNumber(new BigDecimal(value).toString()));
        assertThat(Double.parseDouble(text)).isEqualTo(value);
        int digits = new BigDecimal(text).stripTrailingZeros().precision();
        if (digits > 1) {
          var fewer = new java.math.MathContext(digits - 1);
          assertThat(new BigDecimal(value).round(fewer).doubleValue()).isNotEqualTo(value);
        }
      }
    }
  }
}
