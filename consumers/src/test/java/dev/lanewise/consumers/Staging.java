package dev.lanewise.consumers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.aether.RepositorySystem;
import org.eclipse.aether.RepositorySystemSession.CloseableSession;
import org.eclipse.aether.artifact.Artifact;
import org.eclipse.aether.artifact.DefaultArtifact;
import org.eclipse.aether.collection.CollectRequest;
import org.eclipse.aether.deployment.DeployRequest;
import org.eclipse.aether.deployment.DeploymentException;
import org.eclipse.aether.graph.Dependency;
import org.eclipse.aether.repository.RemoteRepository;
import org.eclipse.aether.resolution.DependencyRequest;
import org.eclipse.aether.resolution.DependencyResolutionException;
import org.eclipse.aether.supplier.RepositorySystemSupplier;
import org.eclipse.aether.supplier.SessionBuilderSupplier;

/** A folder that serves as the remote repository, and Maven's resolver, which takes artifacts from it. */
final class Staging implements AutoCloseable {
    private static final String GROUP = "dev.lanewise";
    private static final String VERSION = System.getProperty("project.version");

    private final RepositorySystem system = new RepositorySystemSupplier().get();
    private final RemoteRepository remote;

    private Staging(Path folder) {
        remote = new RemoteRepository.Builder("staging", "default", folder.toUri().toString())
                .build();
    }

    /** Deploys the artifacts as built, with the POMs that are published, into a folder. */
    static Staging of(Path folder) throws DeploymentException {
        Staging staging = new Staging(folder);
        try (CloseableSession session = staging.session(folder.resolve(".local"), false)) {
            for (String module : Workshop.MODULES) {
                Path pom = Workshop.PROJECT.resolveSibling(module)
                        .resolve("target/published-pom.xml");
                assertTrue(Files.exists(pom), () -> pom.getFileName() + " of " + module
                        + " is missing; run mvn verify -pl consumers -am.");
                staging.system.deploy(session,
                        new DeployRequest().setRepository(staging.remote)
                                .addArtifact(artifact(module, "pom").setPath(pom))
                                .addArtifact(artifact(module, "jar").setPath(
                                        Workshop.jar(module))));
            }
        }
        return staging;
    }

    private static Artifact artifact(String module, String extension) {
        return new DefaultArtifact(GROUP, "lanewise-" + module, extension, VERSION);
    }

    /** What a program that depends on a module gets, from an own local repository and this one. */
    List<String> resolve(String module, Path localRepository, boolean offline)
            throws DependencyResolutionException {
        try (CloseableSession session = session(localRepository, offline)) {
            CollectRequest request = new CollectRequest(
                    new Dependency(artifact(module, "jar"), "compile"), List.of(remote));
            return system.resolveDependencies(session, new DependencyRequest(request, null))
                    .getArtifactResults()
                    .stream()
                    .map(result -> result.getArtifact().getArtifactId())
                    .toList();
        }
    }

    private CloseableSession session(Path localRepository, boolean offline) {
        return new SessionBuilderSupplier(system).get()
                .withLocalRepositoryBaseDirectories(localRepository)
                .setOffline(offline)
                .setSystemProperties(System.getProperties())
                .build();
    }

    @Override
    public void close() {
        system.shutdown();
    }
}
