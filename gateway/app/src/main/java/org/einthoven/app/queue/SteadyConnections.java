package org.einthoven.app.queue;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * Connections of which nobody hears that they were lost. Artemis' client makes them whole again, consumers included;
 * Camel's sjms2 would throw its consumers away and, when its first try to make new ones fails, go on with none (seen in
 * 4.17.0 with a killed broker).
 */
final class SteadyConnections implements ConnectionFactory {
    private final ConnectionFactory factory;

    /** @param factory of connections that reconnect without end */
    SteadyConnections(ConnectionFactory factory) {
        this.factory = factory;
    }

    @Override
    public Connection createConnection() throws JMSException {
        return steady(factory.createConnection());
    }

    @Override
    public Connection createConnection(String user, String password) throws JMSException {
        return steady(factory.createConnection(user, password));
    }

    private static Connection steady(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                SteadyConnections.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) ->
                        method.getName().equals("setExceptionListener") ? null : invoke(connection, method, arguments));
    }

    private static Object invoke(Connection connection, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public JMSContext createContext() {
        return factory.createContext();
    }

    @Override
    public JMSContext createContext(String user, String password) {
        return factory.createContext(user, password);
    }

    @Override
    public JMSContext createContext(String user, String password, int mode) {
        return factory.createContext(user, password, mode);
    }

    @Override
    public JMSContext createContext(int mode) {
        return factory.createContext(mode);
    }
}
