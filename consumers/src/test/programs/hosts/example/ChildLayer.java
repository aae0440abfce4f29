package example;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/** A host that puts the program and the engine into a layer of modules of their own. */
final class ChildLayer {
    private ChildLayer() {}

    public static void main(String[] jars) throws Exception {
        ModuleFinder finder = ModuleFinder.of(Stream.of(jars).map(Path::of).toArray(Path[]::new));
        ModuleLayer boot = ModuleLayer.boot();
        Configuration modules = boot.configuration()
                .resolve(finder, ModuleFinder.of(), Set.of("example"));
        ModuleLayer layer = boot.defineModulesWithOneLoader(modules,
                ClassLoader.getPlatformClassLoader());
        System.out.print(Loaders.report(layer.findLoader("example")));
    }
}
