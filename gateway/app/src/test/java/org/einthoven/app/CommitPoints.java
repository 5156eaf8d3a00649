package org.einthoven.app;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.matcher.ElementMatcher;
import net.bytebuddy.matcher.ElementMatchers;
import net.bytebuddy.utility.JavaModule;

/** Calls a test before and after each commit, by code that is woven into the classes that commit something. */
public final class CommitPoints {
    private static final Set<String> WOVEN = new HashSet<>();
    private static final Listener NOBODY = point -> {};

    private static volatile Listener listener = NOBODY;

    private CommitPoints() {}

    /** Is told of each point in the thread that reached it; what it throws, the committing method throws. */
    @FunctionalInterface
    public interface Listener {
        /** @param point "after Ledger.interpreted" */
        void reached(String point);
    }

    /**
     * Weaves the points in, once in a JVM; without effect until {@link #listen}.
     *
     * @param commits the methods that commit, by the names of their classes
     */
    public static synchronized void weave(Map<String, ElementMatcher<? super MethodDescription>> commits) {
        Map<String, ElementMatcher<? super MethodDescription>> missing = new HashMap<>(commits);
        missing.keySet().removeAll(WOVEN);
        Map<String, Throwable> faults = new TreeMap<>();
        Set<String> woven = new HashSet<>();
        AgentBuilder builder = new AgentBuilder.Default()
                .disableClassFormatChanges()
                .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
                .with(new AgentBuilder.Listener.Adapter() {
                    @Override
                    public void onError(
                            String type, ClassLoader loader, JavaModule module, boolean loaded, Throwable fault) {
                        faults.put(type, fault);
                    }
                });
        for (Map.Entry<String, ElementMatcher<? super MethodDescription>> commit : missing.entrySet()) {
            builder = builder.type(ElementMatchers.named(commit.getKey()))
                    .transform((made, description, loader, module, domain) -> {
                        if (description
                                .getDeclaredMethods()
                                .filter(commit.getValue())
                                .isEmpty()) {
                            throw new IllegalStateException("it has no such method");
                        }
                        woven.add(commit.getKey());
                        return made.visit(Advice.to(Around.class).on(commit.getValue()));
                    });
        }
        builder.installOn(ByteBuddyAgent.install());
        requireWoven(missing.keySet(), woven, faults);
        WOVEN.addAll(woven);
    }

    /** A class that was renamed would have no points, and nobody would notice. */
    private static void requireWoven(Set<String> types, Set<String> woven, Map<String, Throwable> faults) {
        for (String type : types) {
            try {
                Class.forName(type);
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("there is no class " + type, e);
            }
            if (!woven.contains(type)) {
                throw new IllegalStateException("no commit of " + type + " is told of", faults.get(type));
            }
        }
    }

    /** From now on this one is told of the points. */
    public static void listen(Listener told) {
        listener = told;
    }

    /** From now on nobody is. */
    public static void ignore() {
        listener = NOBODY;
    }

    /** Also for what commits and is not woven, as a test's own part. */
    public static void reached(String point) {
        listener.reached(point);
    }

    /** Woven in around each commit. */
    static final class Around {
        private Around() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Origin("#t.#m") String method) {
            CommitPoints.reached(
                    "before " + method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1));
        }

        @Advice.OnMethodExit
        static void exit(@Advice.Origin("#t.#m") String method) {
            CommitPoints.reached("after " + method.substring(method.lastIndexOf('.', method.lastIndexOf('.') - 1) + 1));
        }
    }
}
