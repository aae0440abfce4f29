package dev.lanewise.cli.command;

import dev.lanewise.cli.base.CommandContext;

/** The value of an option that is read after all options are, as it may lie in a file. */
@FunctionalInterface
interface Pending {
    /**
     * The value.
     *
     * @throws dev.lanewise.cli.base.UsageException if it is wrong
     */
    Object read(CommandContext context);
}
