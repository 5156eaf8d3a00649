package org.einthoven.training.network;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/** Parameters that training changes. Values are fed into placeholders: as constants they would bloat the graph. */
final class VariableParameters implements Parameters {
    private final Ops tf;
    private final Map<String, Operand<TFloat32>> all = new LinkedHashMap<>();
    private final Map<String, Operand<TFloat32>> trainable = new LinkedHashMap<>();
    private final Map<String, Placeholder<TFloat32>> values = new LinkedHashMap<>();
    private final List<Op> assignments = new ArrayList<>();

    VariableParameters(Ops tf) {
        this.tf = tf;
    }

    @Override
    public Operand<TFloat32> get(String name, Initialiser initialiser, long... dimensions) {
        Shape shape = Shape.of(dimensions);
        Operand<TFloat32> variable = tf.withName(name).variable(shape, TFloat32.class);
        Placeholder<TFloat32> value = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
        all.put(name, variable);
        values.put(name, value);
        assignments.add(tf.assign(variable, value));
        if (initialiser.trainable()) {
            trainable.put(name, variable);
        }
        return variable;
    }

    Map<String, Operand<TFloat32>> trainable() {
        return trainable;
    }

    void assign(Session session, Weights weights) {
        List<TFloat32> fed = new ArrayList<>();
        Session.Runner runner = session.runner();
        try {
            values.forEach((name, value) -> {
                TFloat32 tensor = Tensors.of(weights.get(name), value.shape().asArray());
                fed.add(tensor);
                runner.feed(value, tensor);
            });
            assignments.forEach(runner::addTarget);
            runner.run().close();
        } finally {
            fed.forEach(TFloat32::close);
        }
    }

    void zero(Session session) {
        Map<String, float[]> zeros = new LinkedHashMap<>();
        values.forEach((name, value) ->
                zeros.put(name, new float[Math.toIntExact(value.shape().size())]));
        assign(session, new Weights(zeros));
    }

    Weights snapshot(Session session) {
        Session.Runner runner = session.runner();
        all.values().forEach(runner::fetch);
        Map<String, float[]> snapshot = new LinkedHashMap<>();
        try (var result = runner.run()) {
            int i = 0;
            for (String name : all.keySet()) {
                snapshot.put(name, Tensors.toArray((TFloat32) result.get(i++)));
            }
        }
        return new Weights(snapshot);
    }
}
