package org.einthoven.dicom.network;

/** SCP/SCU role selection for a SOP class (PS3.7 D.3.3.4). */
record RoleSelection(String sopClassUid, boolean scu, boolean scp) {}
