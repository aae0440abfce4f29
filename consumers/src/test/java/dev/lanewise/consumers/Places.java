package dev.lanewise.consumers;

import static dev.lanewise.consumers.Message.ABSENT;
import static dev.lanewise.consumers.Message.HIDDEN;
import static dev.lanewise.consumers.Message.INCUBATOR;
import static dev.lanewise.consumers.Message.NOT_RESOLVED;
import static dev.lanewise.consumers.Message.PICKED_UP;
import static dev.lanewise.consumers.Message.WITHOUT_C2;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.osgi.framework.launch.Framework;

/** The places that need no tool but the JDK, and how the files for them are made. */
final class Places {
    private static final String FLAG = "--add-modules=jdk.incubator.vector";
    private static final String APP = "app.jar";
    private static final String MODULE = "app-module.jar";
    private static final String VECTOR_MODULE = "app-vector.jar";
    private static final String BUNDLE = "app-bundle.jar";
    private static final String HOSTS = "hosts.jar";
    private static final String CLASS_PATH = " -cp app.jar:lib/* example.Main";
    private static final String IMPORTS = "dev.lanewise.engine.data,dev.lanewise.engine.kernel,"
            + "dev.lanewise.engine.model,dev.lanewise.engine.nn,dev.lanewise.engine.train,"
            + "dev.lanewise.mnist,dev.lanewise.onnx";
    private static final String JARS = " app.jar " + String.join(" ", Workshop.library());

    private Places() {}

    /** Makes the files that the commands need. */
    static void prepare(Workshop workshop) throws Exception {
        Path folder = workshop.folder();
        String library = folder.resolve(Workshop.LIBRARY).toString();
        String classPath = String.join(File.pathSeparator, workshop.libraryPaths());
        workshop.program(APP, List.of("app"),
                Map.of("Main-Class", "example.Main", "Class-Path",
                        String.join(" ", Workshop.library()), "Add-Modules",
                        "jdk.incubator.vector"),
                "-cp", classPath);
        workshop.program(BUNDLE, List.of("app"),
                Map.of("Bundle-ManifestVersion", "2", "Bundle-SymbolicName", "example",
                        "Import-Package", IMPORTS),
                "-cp", classPath);
        workshop.program(MODULE, List.of("app", "module"), Map.of(), "-p", library);
        workshop.program(VECTOR_MODULE, List.of("app", "vector-module"), Map.of(), "-p", library);
        makeHosts(workshop);
        Files.writeString(folder.resolve("java.options"), FLAG + "\n");
        PackedJars.shade(folder, APP, "shaded.jar");
        PackedJars.relocate(folder, APP, "relocated.jar");
        PackedJars.nest(folder, APP, "boot.jar");
    }

    /** Makes the programs that run others in loaders, layers and containers. */
    static void makeHosts(Workshop workshop) throws Exception {
        Path felix = workshop.folder().resolve("felix.jar");
        Files.copy(Path.of(Framework.class.getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI()), felix);
        workshop.program(HOSTS, List.of("hosts"), Map.of(), "-cp", felix.toString());
    }

    static List<Place> all() {
        List<Place> places = new ArrayList<>();
        places.addAll(modules());
        places.addAll(classPath());
        places.addAll(images());
        places.addAll(packed());
        places.addAll(hosts());
        places.addAll(osgi());
        places.addAll(options());
        return places;
    }

    private static Place vector(String name, String... commands) {
        return new Place(name, Map.of(), List.of(commands), List.of("vector"), List.of(INCUBATOR));
    }

    private static Place portable(String name, Message message, String... commands) {
        return new Place(name, Map.of(), List.of(commands), List.of("portable"), List.of(message));
    }

    private static List<Place> modules() {
        return List.of(
                vector("module path, own module requires jdk.incubator.vector",
                        "java -p app-vector.jar:lib -m example/example.Main"),
                vector("module path, with the flag",
                        "java -p app-module.jar:lib " + FLAG + " -m example/example.Main"),
                portable("module path", NOT_RESOLVED,
                        "java -p app-module.jar:lib -m example/example.Main"));
    }

    private static List<Place> classPath() {
        return List.of(vector("class path, with the flag", "java " + FLAG + CLASS_PATH),
                vector("class path, flag in a file", "java @java.options" + CLASS_PATH),
                new Place("class path, flag in JDK_JAVA_OPTIONS", Map.of("JDK_JAVA_OPTIONS", FLAG),
                        List.of("java" + CLASS_PATH), List.of("vector"),
                        List.of(PICKED_UP, INCUBATOR)),
                new Place("class path, flag in JAVA_TOOL_OPTIONS",
                        Map.of("JAVA_TOOL_OPTIONS", FLAG), List.of("java" + CLASS_PATH),
                        List.of("vector"), List.of(PICKED_UP, INCUBATOR)),
                portable("class path", NOT_RESOLVED, "java" + CLASS_PATH),
                portable("Add-Modules in the manifest, which Java ignores", NOT_RESOLVED,
                        "java -jar app.jar"));
    }

    private static List<Place> images() {
        String module = "jlink -p app-module.jar:lib --add-modules example";
        String run = "/bin/java -m example/example.Main";
        return List.of(
                vector("jlink image, own module requires jdk.incubator.vector",
                        "jlink -p app-vector.jar:lib --add-modules example --output image-requires",
                        "image-requires" + run),
                vector("jlink image that adds the flag itself",
                        module + ",jdk.incubator.vector --add-options=" + FLAG
                                + " --output image-option",
                        "image-option" + run),
                portable("jlink image that has the module, without the flag", NOT_RESOLVED,
                        module + ",jdk.incubator.vector --output image-unresolved",
                        "image-unresolved" + run),
                portable("jlink image without the module", ABSENT,
                        module + " --output image-plain", "image-plain" + run));
    }

    private static List<Place> packed() {
        return List.of(vector("shaded, with the flag", "java " + FLAG + " -jar shaded.jar"),
                portable("shaded", NOT_RESOLVED, "java -jar shaded.jar"),
                vector("shaded and relocated, with the flag",
                        "java " + FLAG + " -jar relocated.jar"),
                portable("shaded and relocated", NOT_RESOLVED, "java -jar relocated.jar"),
                vector("Spring Boot's nested jars, with the flag",
                        "java " + FLAG + " -jar boot.jar"),
                portable("Spring Boot's nested jars", NOT_RESOLVED, "java -jar boot.jar"));
    }

    private static List<Place> hosts() {
        String java = "java " + FLAG + " -cp hosts.jar example.";
        return List.of(
                vector("class loader of a plugin, with the flag", java + "PluginLoader" + JARS),
                new Place("two class loaders at once, with the flag", Map.of(),
                        List.of(java + "TwoLoaders" + JARS), List.of("vector", "vector"),
                        List.of(INCUBATOR)),
                new Place("class loader that hides the module, with the flag", Map.of(),
                        List.of(java + "HidingLoader" + JARS), List.of("portable"),
                        List.of(INCUBATOR, HIDDEN)),
                vector("layer of modules below the program's, with the flag",
                        java + "ChildLayer app-module.jar " + Workshop.LIBRARY),
                portable("layer of modules below the program's", NOT_RESOLVED,
                        "java -cp hosts.jar example.ChildLayer app-module.jar "
                                + Workshop.LIBRARY));
    }

    private static List<Place> osgi() {
        return List.of(vector("OSGi container, with the flag", "java " + FLAG + " " + osgi(BUNDLE)),
                portable("OSGi container", NOT_RESOLVED, "java " + osgi(BUNDLE)));
    }

    /** The arguments that start a container with a bundle and ours. */
    static String osgi(String bundle) {
        // Felix itself uses Unsafe, of which Java would warn.
        return "--sun-misc-unsafe-memory-access=allow -cp hosts.jar:felix.jar example.OsgiHost "
                + bundle + " " + String.join(" ", Workshop.library());
    }

    private static List<Place> options() {
        return List.of(
                vector("one processor, with the flag",
                        "java -XX:ActiveProcessorCount=1 " + FLAG + CLASS_PATH),
                vector("heap of 64 MB, with the flag", "java -Xmx64m " + FLAG + CLASS_PATH),
                vector("no native code, no Unsafe, no agents, with the flag",
                        "java --illegal-native-access=deny --sun-misc-unsafe-memory-access=deny"
                                + " -XX:-EnableDynamicAgentLoading -XX:+DisableAttachMechanism "
                                + FLAG + CLASS_PATH),
                vector("java.base alone of all modules, with the flag",
                        "java --limit-modules=java.base,jdk.incubator.vector " + FLAG
                                + CLASS_PATH),
                new Place("no C2 compiler, with the flag", Map.of(),
                        List.of("java -XX:TieredStopAtLevel=1 " + FLAG + CLASS_PATH),
                        List.of("scalar"), List.of(INCUBATOR, WITHOUT_C2)));
    }
}
