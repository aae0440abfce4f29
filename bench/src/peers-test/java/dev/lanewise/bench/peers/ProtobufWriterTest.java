package dev.lanewise.bench.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The examples of the format's own description. */
class ProtobufWriterTest {

    private static void check(String hex, ProtobufWriter message) {
        assertArrayEquals(HexFormat.of().parseHex(hex), message.toByteArray());
    }

    @Test
    void numbersTakeSevenBitsAByte() {
        check("089601", new ProtobufWriter().number(1, 150));
        check("0800", new ProtobufWriter().number(1, 0));
        check("08ffffffffffffffffff01", new ProtobufWriter().number(1, -1));
    }

    @Test
    void textsAndMessagesHaveTheirLengthBeforeThem() {
        check("120774657374696e67", new ProtobufWriter().text(2, "testing"));
        check("1a03089601", new ProtobufWriter().message(3, new ProtobufWriter().number(1, 150)));
        check("820100", new ProtobufWriter().bytes(16, new byte[0]));
    }

    @Test
    void numbersOf32BitsBeginWithTheLowestByte() {
        check("150000803f", new ProtobufWriter().real(2, 1));
    }
}
