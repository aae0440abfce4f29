package dev.lanewise.cli.export;

import dev.lanewise.engine.file.AtomicFiles;
import dev.lanewise.engine.model.JavaSource;
import dev.lanewise.engine.model.Model;
import java.io.IOException;
import java.nio.file.Path;

/** A way to write a model. Files are there whole or not at all, and replace what is there. */
public sealed interface Exported permits Exported.Safetensors, Exported.JavaClass, Onnx {

    /**
     * Writes a model.
     *
     * @throws IllegalArgumentException if it can't be written so; says why
     * @throws IOException if the file can't be written; then nothing was changed
     */
    void write(Model model, Path file) throws IOException;

    /** What is written, in words. */
    String told();

    /** As Lanewise itself does. */
    record Safetensors() implements Exported {
        @Override
        public void write(Model model, Path file) throws IOException {
            model.save(file);
        }

        @Override
        public String told() {
            return "safetensors";
        }
    }

    /**
     * As the source of a class.
     *
     * @param name the class, with its package or without
     */
    record JavaClass(String name) implements Exported {
        @Override
        public void write(Model model, Path file) throws IOException {
            AtomicFiles.write(file, JavaSource.of(model, name));
        }

        @Override
        public String told() {
            return "Java class " + name;
        }
    }
}
