/** What optimizers are made of: the rules that they step by, and the ranges of their options. */
@org.jspecify.annotations.NullMarked
package dev.lanewise.engine.optim;
