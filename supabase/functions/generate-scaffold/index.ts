import { generateScaffold } from "../_shared/generate-scaffold";
import { serveDoor } from "../_shared/serve";

serveDoor("generate-scaffold", generateScaffold);
