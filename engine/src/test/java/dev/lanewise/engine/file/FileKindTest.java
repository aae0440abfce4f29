package dev.lanewise.engine.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** First bytes, at and beyond the limits of what is a kind. */
class FileKindTest {

    private static String kind(String start) {
        return FileKind.of(start.getBytes(StandardCharsets.ISO_8859_1))
                .map(FileKind::name)
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource({"1, none", "2, a pickle (PyTorch writes such)",
            "5, a pickle (PyTorch writes such)", "6, none"})
    void aPickleHasAProtocolFrom2To5(int protocol, String expected) {
        assertEquals(expected, kind("\u0080" + (char) protocol));
        assertEquals("none", kind("\u0080"));
    }

    @ParameterizedTest
    @CsvSource({"0, none", "1, an ONNX model", "20, an ONNX model", "21, none"})
    void anOnnxModelHasASmallVersion(int version, String expected) {
        assertEquals(expected, kind("\b" + (char) version + "\u0012\u0007pytorch"));
        assertEquals("none", kind("\b" + (char) version));
        assertEquals("none", kind("\b" + (char) version + "\u0011"));
    }

    @Test
    void someKindsAreToldFurtherOn() {
        assertEquals("a TensorFlow Lite model", kind("\u001c\0\0\0TFL3\0"));
        assertEquals("a tar archive", kind("\1".repeat(257) + "ustar"));
        assertEquals("a PyTorch file", kind("PK\3\4 archive/data.pkl"));
        assertEquals("a ZIP archive", kind("PK\3\4 readme"));
    }

    @Test
    void textIsPrintable() {
        assertEquals("a text", kind(" ~ first\r\n\tsecond"));
        assertEquals("none", kind("\u001f text"));
        assertEquals("none", kind("text \u007f"));
        assertEquals("none", kind("\u007f text"));
        assertEquals("none", kind("text t\u007fxt"));
        assertEquals("a text", kind("12345678\u00e9"));
        assertEquals("none", kind("1234567\u00e9"));
        assertEquals(Optional.empty(), FileKind.of(new byte[]{0, 0, 0}));
    }
}
