"use client";

import { ActionIcon, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArchive, IconArchiveOff, IconDots, IconPencil, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { ConfirmDialog } from "@/components/patterns/confirm-dialog";
import { toastDone, toastError, toastUndo } from "@/components/patterns/toast";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { ProjectDetail } from "@/lib/features/project/project.schema";
import { api } from "@/lib/shared/api-client";
import { EditProjectDialog } from "./edit-project-dialog";

export function ProjectActions({ project }: { project: ProjectDetail }) {
  const { can, scope, key, base } = useWorkspace();
  const queryClient = useQueryClient();
  const router = useRouter();
  const [editing, edit] = useDisclosure(false);
  const [deleting, remove] = useDisclosure(false);

  const setArchived = async (archived: boolean, undoable: boolean) => {
    try {
      const { data } = await api.patch<ProjectDetail>(`projects/${project.id}`, { query: scope, body: { archived } });
      queryClient.setQueryData([...key, "projects", "one", project.id], data);
      void queryClient.invalidateQueries({ queryKey: [...key, "projects", "list"] });
      if (undoable) {
        toastUndo(archived ? "Archived." : "Back among the active projects.", () => void setArchived(!archived, false));
      }
    } catch (error) {
      toastError(error);
    }
  };
  const archived = project.archivedAt !== null;
  return (
    <>
      <Menu position="bottom-end" width={210}>
        <Menu.Target>
          <ActionIcon variant="default" size={36} aria-label="Project actions">
            <IconDots size={18} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={16} aria-hidden="true" />} onClick={edit.open}>
            Edit details
          </Menu.Item>
          <Menu.Item
            leftSection={
              archived ? <IconArchiveOff size={16} aria-hidden="true" /> : <IconArchive size={16} aria-hidden="true" />
            }
            onClick={() => void setArchived(!archived, true)}
          >
            {archived ? "Unarchive" : "Archive"}
          </Menu.Item>
          {can("projects.delete") && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden="true" />} onClick={remove.open}>
              Delete
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <EditProjectDialog project={project} opened={editing} onClose={edit.close} />
      <ConfirmDialog
        opened={deleting}
        onClose={remove.close}
        title="Delete this project?"
        confirmLabel="Delete project"
        danger
        typeToConfirm={project.name}
        onConfirm={async () => {
          await api.delete(`projects/${project.id}`, { query: scope });
          void queryClient.invalidateQueries({ queryKey: [...key, "projects", "list"] });
          toastDone(`${project.name} was deleted.`);
          router.push(base);
        }}
      >
        All its builds go with it, for every member. This cannot be undone; archiving keeps everything.
      </ConfirmDialog>
    </>
  );
}
