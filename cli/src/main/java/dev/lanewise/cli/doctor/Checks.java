package dev.lanewise.cli.doctor;

import dev.lanewise.mnist.DataException;
import dev.lanewise.mnist.Mnist;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What must be in order before anything is trained.
 *
 * @param launcher whether the launcher started this process, and so chose Java's options
 * @param dataProblem what is wrong with the built-in data; null if nothing is
 * @param folder where runs are written
 * @param writable whether something can be written there
 */
public record Checks(boolean launcher, @Nullable String dataProblem, Path folder,
        boolean writable) {

    /** Checks this process and a folder. */
    public static Checks of(Path folder) {
        Path absolute = folder.toAbsolutePath();
        return new Checks(System.getProperty("lanewise.program") != null, problemOfData(), absolute,
                Files.isWritable(absolute));
    }

    private static @Nullable String problemOfData() {
        try {
            Mnist.load();
            return null;
        } catch (DataException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** What keeps the program from training here, in words; empty if nothing does. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (dataProblem != null) {
            problems.add("the data can't be read");
        }
        if (!writable) {
            problems.add("the current folder can't be written to");
        }
        return problems;
    }

    /** Everything by name. */
    Map<String, Object> record() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("launcher", launcher);
        record.put("data", dataProblem == null);
        record.put("writable", writable);
        return record;
    }
}
