package dev.lanewise.engine.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of file that is mistaken for a model, told by its first bytes.
 *
 * @param name as a sentence calls it
 * @param remedy what to do about it
 * @param program lines of Python that do it; none where nothing is to be run
 */
public record FileKind(String name, String remedy, List<String> program) {
    /** As many bytes as are looked at. */
    static final int BYTES = 512;
    private static final String CONVERT = "convert it to ONNX or to safetensors";
    private static final String READ_ONNX = "read it with the module lanewise-onnx";
    private static final String TO_ONNX = "convert it to ONNX in Python";
    private static final String TO_SAFETENSORS = "convert it to safetensors in Python";
    private static final List<String> KERAS = List.of("import keras",
            "keras.models.load_model(\"model.keras\").export(\"model.onnx\", format=\"onnx\")");
    private static final List<String> PYTORCH = List.of("import torch, safetensors.torch",
            "safetensors.torch.save_file(torch.load(\"model.pt\", weights_only=True),"
                    + " \"model.safetensors\")");
    private static final String UNPACK = "unpack it and name the file within";
    private static final String NAME_MODEL = "name a safetensors file or a run folder";

    FileKind(String name, String remedy) {
        this(name, remedy, List.of());
    }

    /** What to do, as the end of a sentence, and the lines that do it. */
    String mend() {
        StringBuilder text = new StringBuilder(remedy).append(program.isEmpty() ? "." : ":");
        program.forEach(line -> text.append("\n    ").append(line));
        return text.toString();
    }

    /** Signatures in Latin-1, and what begins with them; the first that fits counts. */
    private record Signature(String start, FileKind kind) {
        Signature(String start, String name, String remedy) {
            this(start, new FileKind(name, remedy));
        }
    }

    private static final List<Signature> SIGNATURES = List.of(
            new Signature("version https://git-lfs", "a Git LFS pointer",
                    "fetch the file itself with git lfs pull"),
            new Signature("\u001f\u008b", "a gzip file", UNPACK),
            new Signature("BZh", "a bzip2 file", UNPACK),
            new Signature("\u00fd7zXZ\0", "an xz file", UNPACK),
            new Signature("(\u00b5/\u00fd", "a Zstandard file", UNPACK),
            new Signature("7z\u00bc\u00af", "a 7z archive", UNPACK),
            new Signature("Rar!", "a RAR archive", UNPACK),
            new Signature("\u0089HDF\r\n",
                    new FileKind("an HDF5 file (Keras writes such)", TO_ONNX, KERAS)),
            new Signature("\u0093NUMPY", "a NumPy array", CONVERT),
            new Signature("GGUF", "a GGUF file", CONVERT),
            new Signature("\u0089PNG", "a PNG picture", NAME_MODEL),
            new Signature("\u00ff\u00d8\u00ff", "a JPEG picture", NAME_MODEL),
            new Signature("GIF8", "a GIF picture", NAME_MODEL),
            new Signature("%PDF", "a PDF", NAME_MODEL),
            new Signature("\0\0\b\1", "an IDX file of labels", NAME_MODEL),
            new Signature("\0\0\b\3", "an IDX file of images", NAME_MODEL),
            new Signature("\u007fELF", "a program", NAME_MODEL),
            new Signature("\u00ca\u00fe\u00ba\u00be", "a Java class", NAME_MODEL),
            new Signature("{", "a JSON text", NAME_MODEL));

    /** The kind of a file that begins like this, if it is a known one. */
    static Optional<FileKind> of(byte[] start) {
        String bytes = new String(start, StandardCharsets.ISO_8859_1);
        String text = bytes.replaceFirst("^\u00ef\u00bb\u00bf", "")
                .stripLeading()
                .toLowerCase(Locale.ROOT);
        if (text.startsWith("<!doctype") || text.startsWith("<html") || text.startsWith("<head")
                || text.startsWith("<?xml") || text.startsWith("<!--")) {
            return Optional.of(new FileKind("a web page", "download the file itself"));
        }
        if (bytes.startsWith("PK")) {
            return Optional.of(archive(bytes));
        }
        if (bytes.startsWith("\u0080") && bytes.length() > 1 && bytes.charAt(1) >= 2
                && bytes.charAt(1) <= 5) {
            return Optional.of(new FileKind("a pickle (PyTorch writes such)", TO_SAFETENSORS,
                    PYTORCH));
        }
        if (isOnnx(bytes)) {
            return Optional.of(new FileKind("an ONNX model", READ_ONNX));
        }
        if (bytes.startsWith("TFL3", 4)) {
            return Optional.of(new FileKind("a TensorFlow Lite model", CONVERT));
        }
        if (bytes.startsWith("ustar", 257)) {
            return Optional.of(new FileKind("a tar archive", UNPACK));
        }
        return SIGNATURES.stream()
                .filter(s -> bytes.startsWith(s.start()))
                .map(Signature::kind)
                .findFirst()
                .or(() -> isText(bytes) ? Optional.of(new FileKind("a text", NAME_MODEL))
                        : Optional.empty());
    }

    private static FileKind archive(String bytes) {
        if (bytes.contains("data.pkl")) {
            return new FileKind("a PyTorch file", TO_SAFETENSORS, PYTORCH);
        }
        // Keras writes both texts before the weights.
        return bytes.contains("metadata.json") || bytes.contains("config.json")
                ? new FileKind("a Keras file", TO_ONNX, KERAS)
                : new FileKind("a ZIP archive", UNPACK);
    }

    /**
     * Whether a file begins as ONNX models do.
     *
     * @throws IOException if it can't be read
     */
    public static boolean isOnnx(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return isOnnx(in.readNBytes(BYTES));
        }
    }

    /** Whether content begins as ONNX models do. */
    public static boolean isOnnx(byte[] content) {
        return isOnnx(new String(content, 0, Math.min(content.length, BYTES),
                StandardCharsets.ISO_8859_1));
    }

    /**
     * A protobuf whose first field is a small version, and whose next one is a text or a message; no
     * safetensors file, whose header would have a length that looks so.
     */
    private static boolean isOnnx(String bytes) {
        return bytes.length() > 2 && bytes.charAt(0) == '\b' && bytes.charAt(1) >= 1
                && bytes.charAt(1) <= 20 && "\u0012\u001a\"*2:B".indexOf(bytes.charAt(2)) >= 0
                && !bytes.startsWith("{", Long.BYTES);
    }

    private static boolean isText(String bytes) {
        String first = bytes.substring(0, Math.min(Long.BYTES, bytes.length()));
        return first.chars().allMatch(c -> c < 0x7f) && bytes.chars()
                .allMatch(c -> (c >= ' ' && c != 0x7f) || c == '\n' || c == '\r' || c == '\t');
    }
}
