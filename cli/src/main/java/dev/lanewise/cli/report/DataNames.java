package dev.lanewise.cli.report;

/** Names of data sets for reading. */
public final class DataNames {
    private DataNames() {}

    /** The usual spelling of a known set, else its name as it is. */
    public static String shown(String name) {
        return switch (name) {
            case "mnist" -> "MNIST";
            case "fashion-mnist" -> "Fashion-MNIST";
            case "kmnist" -> "KMNIST";
            default -> name;
        };
    }
}
