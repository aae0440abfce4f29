package dev.lanewise.cli.doctor;

import dev.lanewise.cli.terminal.Numbers;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A cache of the processor, as the operating system tells.
 *
 * @param level 1 for the one next to the core
 * @param type what it holds: {@code data}, {@code instruction} or {@code unified}
 * @param bytes its size
 */
public record Cache(int level, String type, long bytes) {
    private static final Path LINUX = Path.of("/sys/devices/system/cpu/cpu0/cache");
    private static final Pattern LEVEL = Pattern.compile("[1-9]");
    private static final Pattern TYPE = Pattern.compile("Data|Instruction|Unified");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})([KMG]?)");
    private static final String UNITS = "KMG";
    private static final int UNIT_BITS = 10;

    /** Those of this machine's first core; none but on Linux. */
    static List<Cache> here() {
        return in(LINUX);
    }

    /**
     * Those of a folder with a folder {@code index0}, {@code index1} … for each, in the order of their
     * levels. What is not as Linux writes it is left out.
     */
    static List<Cache> in(Path folder) {
        List<Cache> caches = new ArrayList<>();
        try (DirectoryStream<Path> indexes = Files.newDirectoryStream(folder, "index*")) {
            for (Path index : indexes) {
                parse(text(index, "level"), text(index, "type"), text(index, "size"))
                        .ifPresent(caches::add);
            }
        } catch (IOException e) {
            // Another system, or one that hides it.
        }
        caches.sort(Comparator.comparingInt(Cache::level).thenComparing(Cache::type));
        return caches;
    }

    private static String text(Path folder, String name) {
        try {
            return Files.readString(folder.resolve(name)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** One of what its three files say, such as {@code 1}, {@code Data} and {@code 32K}. */
    static Optional<Cache> parse(String level, String type, String size) {
        Matcher sizes = SIZE.matcher(size);
        if (!LEVEL.matcher(level).matches() || !TYPE.matcher(type).matches()
                || !sizes.matches()) {
            return Optional.empty();
        }
        String unit = sizes.group(2);
        int bits = unit.isEmpty() ? 0 : UNIT_BITS * (1 + UNITS.indexOf(unit));
        return Optional.of(new Cache(Integer.parseInt(level), type.toLowerCase(Locale.ROOT),
                Long.parseLong(sizes.group(1)) << bits));
    }

    /** Everything by name. */
    Map<String, Object> record() {
        Map<String, Object> record = new LinkedHashMap<>();
        record.put("level", level);
        record.put("type", type);
        record.put("bytes", bytes);
        return record;
    }

    @Override
    public String toString() {
        return "L" + level + (type.equals("unified") ? "" : " " + type) + " "
                + Numbers.bytes(bytes);
    }
}
