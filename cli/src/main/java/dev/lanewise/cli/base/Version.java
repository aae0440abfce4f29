package dev.lanewise.cli.base;

import picocli.CommandLine.IVersionProvider;

/** The program's version, from the manifest of its jar. */
public final class Version implements IVersionProvider {

    /** Such as {@code 1.2.0}; {@code development} outside a jar. */
    public static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[]{"lanewise " + current() + " (Java " + Runtime.version() + ")"};
    }
}
