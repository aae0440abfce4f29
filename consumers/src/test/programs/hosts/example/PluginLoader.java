package example;

/** A host that loads the program as a plugin, by a class loader below its own. */
final class PluginLoader {
    private PluginLoader() {}

    public static void main(String[] jars) throws Exception {
        try (var loader = Loaders.of(PluginLoader.class.getClassLoader(), jars)) {
            System.out.print(Loaders.report(loader));
        }
    }
}
