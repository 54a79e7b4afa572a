import { exportBuild } from "../_shared/export";
import { serveDoor } from "../_shared/serve";

serveDoor("export", exportBuild);
