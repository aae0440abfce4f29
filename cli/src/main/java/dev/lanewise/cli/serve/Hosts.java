package dev.lanewise.cli.serve;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which servers a request may mean. A web site anywhere can make a browser ask this machine under the
 * site's own name (DNS rebinding); such a request names that site as its host.
 */
final class Hosts {
    private static final String PORT = ":[0-9]{1,5}$";

    private Hosts() {}

    /** Whether the value of the header Host names this machine. */
    static boolean isLoopback(@Nullable String host) {
        if (host == null) {
            return false;
        }
        String name = host.toLowerCase(Locale.ROOT).replaceFirst(PORT, "");
        return name.equals("localhost") || name.equals("[::1]")
                || name.matches("127(\\.[0-9]{1,3}){3}");
    }
}
