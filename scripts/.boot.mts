import { runtime, shutdown } from "@/lib/platform/db/runtime";

const t = performance.now();
const r = await runtime();
console.log("boot", performance.now() - t);
const { rows } = await r.engine.executeSql(
  "select table_schema, table_name from information_schema.tables where table_schema in ('auth','storage','public','private') order by 1,2",
);
console.log(rows.map((x: any) => x.table_schema + "." + x.table_name).join(" "));
console.log((await r.engine.executeSql("select version()")).rows);
await shutdown();
