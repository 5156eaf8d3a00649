package org.einthoven.dicom.network;

import org.einthoven.dicom.UID;

/** The information models of query and retrieve (PS3.4 C.3): whether a search begins with patients or with studies. */
public enum QueryRetrieveModel {
    PATIENT_ROOT(
            UID.PatientRootQueryRetrieveInformationModelFind,
            UID.PatientRootQueryRetrieveInformationModelMove,
            UID.PatientRootQueryRetrieveInformationModelGet),
    STUDY_ROOT(
            UID.StudyRootQueryRetrieveInformationModelFind,
            UID.StudyRootQueryRetrieveInformationModelMove,
            UID.StudyRootQueryRetrieveInformationModelGet);

    private final String findUid;
    private final String moveUid;
    private final String getUid;

    QueryRetrieveModel(String findUid, String moveUid, String getUid) {
        this.findUid = findUid;
        this.moveUid = moveUid;
        this.getUid = getUid;
    }

    /** SOP class of C-FIND. */
    public String findUid() {
        return findUid;
    }

    /** SOP class of C-MOVE. */
    public String moveUid() {
        return moveUid;
    }

    /** SOP class of C-GET. */
    public String getUid() {
        return getUid;
    }
}
