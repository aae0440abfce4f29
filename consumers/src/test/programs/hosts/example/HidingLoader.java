package example;

/** A host that keeps the incubator's classes from the programs in it, though its own JVM has them. */
final class HidingLoader extends ClassLoader {
    private HidingLoader() {
        super(ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("jdk.incubator.")) {
            throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
    }

    public static void main(String[] jars) throws Exception {
        try (var loader = Loaders.of(new HidingLoader(), jars)) {
            System.out.print(Loaders.report(loader));
        }
    }
}
