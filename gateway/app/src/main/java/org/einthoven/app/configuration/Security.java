package org.einthoven.app.configuration;

/** Whether callers must say who they are. */
public enum Security {
    /** Only callers with a configured credential are served. */
    CLOSED,
    /** Everyone is served; allowed only while every listener is bound to loopback. */
    OPEN
}
