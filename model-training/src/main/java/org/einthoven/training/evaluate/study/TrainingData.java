package org.einthoven.training.evaluate.study;

import org.einthoven.ecg.Task;

/**
 * What an arm is given. The truth of the test records is not among it.
 *
 * @param train the labels that may be learnt from
 * @param validation to choose by and to calibrate on; the same for every size of the training part
 * @param test numbers of the records to score
 */
public record TrainingData(Task task, Cases train, Cases validation, int[] test) {}
