package org.einthoven.tests;

/** A process of the whole that is killed (SIGKILL) and started again on the same data and ports. */
interface Victim {
    String name();

    void kill() throws Exception;

    /** Returns when it serves again. */
    void restart() throws Exception;

    /** What may fail in any way, as processes do. */
    interface Step {
        void run() throws Exception;
    }

    static Victim of(String name, Step kill, Step restart) {
        return new Victim() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public void kill() throws Exception {
                kill.run();
            }

            @Override
            public void restart() throws Exception {
                restart.run();
            }
        };
    }
}
