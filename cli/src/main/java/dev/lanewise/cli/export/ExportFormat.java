package dev.lanewise.cli.export;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a model can be written as. */
public enum ExportFormat {
    /** A graph for ONNX Runtime and the like. */
    ONNX("ONNX"),
    /** Lanewise's own file, whose tensors other programs read. */
    SAFETENSORS("safetensors"),
    /** The source of a class. */
    JAVA("Java");

    private final String title;

    ExportFormat(String title) {
        this.title = title;
    }

    /** Its name in a sentence. */
    public String title() {
        return title;
    }

    /** What names of its files end with. */
    public String ending() {
        return "." + name().toLowerCase(Locale.ROOT);
    }

    /** The format that the name of a file tells. */
    public static Optional<ExportFormat> of(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        return Arrays.stream(values()).filter(format -> name.endsWith(format.ending())).findFirst();
    }
}
