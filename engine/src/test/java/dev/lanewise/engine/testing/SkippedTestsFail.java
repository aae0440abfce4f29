package dev.lanewise.engine.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Fails the test run when a test was skipped, disabled or aborted by an assumption: a test that does not run proves
 * nothing. Tests that do not fit an execution are left out by their tag instead.
 *
 * <p>Found by JUnit as a service, in every module. JUnit swallows what a listener of single tests throws, but not what
 * a listener of the session throws when it ends.
 */
public final class SkippedTestsFail implements LauncherSessionListener {
    private final List<String> skipped = new CopyOnWriteArrayList<>();

    /** For JUnit, which finds this class as a service. */
    public SkippedTestsFail() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        session.getLauncher().registerTestExecutionListeners(new TestExecutionListener() {
            @Override
            public void executionSkipped(TestIdentifier test, String reason) {
                skipped.add(test.getUniqueId() + ": " + reason);
            }

            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == Status.ABORTED) {
                    skipped.add(test.getUniqueId() + ": "
                            + result.getThrowable().map(Throwable::getMessage).orElse("aborted"));
                }
            }
        });
    }

    @Override
    public void launcherSessionClosed(LauncherSession session) {
        if (!skipped.isEmpty()) {
            throw new IllegalStateException(
                    "Tests must not be skipped; these were:\n" + String.join("\n", skipped));
        }
    }
}
