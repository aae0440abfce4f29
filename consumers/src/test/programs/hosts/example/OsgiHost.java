package example;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;

/** An OSGi container with the program and the engine as bundles. */
final class OsgiHost {
    private OsgiHost() {}

    public static void main(String[] jars) throws Exception {
        Path cache = Files.createTempDirectory(Path.of(""), "bundles");
        Framework framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache.toString()));
        framework.start();
        try {
            List<Bundle> bundles = new ArrayList<>();
            for (String jar : jars) {
                bundles.add(framework.getBundleContext()
                        .installBundle(Path.of(jar).toUri().toString()));
            }
            for (Bundle bundle : bundles) {
                bundle.start();
            }
            System.out.print(bundles.get(0)
                    .loadClass("example.Main")
                    .getMethod("report")
                    .invoke(null));
        } finally {
            framework.stop();
            framework.waitForStop(0);
        }
    }
}
