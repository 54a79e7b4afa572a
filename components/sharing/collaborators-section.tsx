"use client";

import { Badge, Button, Group, NativeSelect, Stack, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useState } from "react";
import { useAllMembers } from "@/components/members/use-members";
import { FormError } from "@/components/patterns/form-error";
import { LoadMore } from "@/components/patterns/load-more";
import { QueryView } from "@/components/patterns/query-view";
import { RowsSkeleton } from "@/components/patterns/skeletons";
import { toastDone } from "@/components/patterns/toast";
import { TextLink } from "@/components/ui/links";
import { PersonAvatar } from "@/components/ui/person-avatar";
import { useWorkspace } from "@/components/workspace/workspace-context";
import type { ProjectDetail } from "@/lib/features/project/project.schema";
import type { Collaborator } from "@/lib/features/sharing/sharing.schema";
import classes from "./sharing.module.css";
import { useCollaborators, useSharingChanges } from "./use-sharing";

const roles = [
  { value: "viewer", label: "May look" },
  { value: "editor", label: "May build" },
];

export function CollaboratorsSection({ project }: { project: ProjectDetail }) {
  const { can } = useWorkspace();
  const list = useCollaborators(project.id);
  const mayChange = can("projects.share") && project.myRole !== "viewer";
  return (
    <section aria-labelledby="collaborators">
      <h3 id="collaborators" className={classes.heading}>
        People on this project
      </h3>
      <QueryView query={list.query} skeleton={<RowsSkeleton rows={2} avatar />}>
        {() => (
          <Stack gap="md">
            {list.items.length === 0 ? (
              <Text size="sm" c="dimmed">
                {project.visibility === "private"
                  ? "Nobody was added. Besides its creator, only admins and owners see it."
                  : "Nobody was added. Members see the project by their role in the workspace."}
              </Text>
            ) : (
              <ul className={classes.people}>
                {list.items.map((person) => (
                  <Person key={person.userId} person={person} projectId={project.id} mayChange={mayChange} />
                ))}
              </ul>
            )}
            {list.hasMore && <LoadMore list={list} noun="person" nounMany="people" />}
            {mayChange && <AddPerson project={project} taken={list.items.map((person) => person.userId)} />}
          </Stack>
        )}
      </QueryView>
    </section>
  );
}

type PersonProps = { person: Collaborator; projectId: string; mayChange: boolean };

function Person({ person, projectId, mayChange }: PersonProps) {
  const { setCollaborator, removeCollaborator } = useSharingChanges(projectId);
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const run = async (work: () => Promise<void>, done: string) => {
    setPending(true);
    setError(null);
    try {
      await work();
      toastDone(done);
    } catch (cause) {
      setError(cause);
    } finally {
      setPending(false);
    }
  };
  const { displayName, userId } = person;
  return (
    <li className={classes.person}>
      <PersonAvatar name={displayName} />
      <div className={classes.who}>
        <span className={classes.name}>
          {displayName} {person.isGuest && <Badge color="gray">Guest</Badge>}
        </span>
        <span className={classes.email}>{person.email}</span>
      </div>
      {mayChange ? (
        <Group gap="xs" wrap="nowrap" className={classes.controls ?? ""}>
          <NativeSelect
            size="xs"
            aria-label={`What ${displayName} may do`}
            data={roles}
            value={person.role}
            disabled={pending}
            onChange={(event) => {
              const role = event.currentTarget.value;
              void run(() => setCollaborator(userId, role), `${displayName}’s role is changed.`);
            }}
          />
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            disabled={pending}
            leftSection={<IconX size={14} aria-hidden="true" />}
            aria-label={`Remove ${displayName} from the project`}
            onClick={() => void run(() => removeCollaborator(userId), `${displayName} is off the project.`)}
          >
            Remove
          </Button>
        </Group>
      ) : (
        <Text size="sm" c="dimmed">
          {roles.find((role) => role.value === person.role)?.label}
        </Text>
      )}
      {error !== null && (
        <div className={classes.whole}>
          <FormError error={error} />
        </div>
      )}
    </li>
  );
}

/** Members are added at once; somebody from outside takes an invitation, which is the members page's business. */
function AddPerson({ project, taken }: { project: ProjectDetail; taken: string[] }) {
  const { base } = useWorkspace();
  const members = useAllMembers();
  const { setCollaborator } = useSharingChanges(project.id);
  const [chosen, setChosen] = useState("");
  const [role, setRole] = useState("viewer");
  const [error, setError] = useState<unknown>(null);
  const [pending, setPending] = useState(false);
  const free = (members.data ?? []).filter((member) => !taken.includes(member.userId));
  const add = async () => {
    const person = free.find((member) => member.userId === chosen);
    if (person === undefined) return;
    setPending(true);
    setError(null);
    try {
      await setCollaborator(person.userId, role);
      setChosen("");
      toastDone(`${person.displayName} is on the project.`);
    } catch (cause) {
      setError(cause);
    } finally {
      setPending(false);
    }
  };
  return (
    <Stack gap="xs">
      <div className={classes.add}>
        <NativeSelect
          label="Add a member"
          className={classes.addWho ?? ""}
          value={chosen}
          onChange={(event) => setChosen(event.currentTarget.value)}
          error={members.isError ? "The members could not be loaded. Close this and try again." : null}
          data={[
            { value: "", label: members.isPending ? "Loading" : free.length === 0 ? "Everybody is here" : "Choose" },
            ...free.map((member) => ({ value: member.userId, label: member.displayName })),
          ]}
        />
        <NativeSelect label="Role" data={roles} value={role} onChange={(event) => setRole(event.currentTarget.value)} />
        <Button variant="light" disabled={chosen === ""} loading={pending} onClick={() => void add()}>
          Add
        </Button>
      </div>
      <FormError error={error} />
      <Text size="xs" c="dimmed">
        Somebody from outside?{" "}
        <TextLink href={`${base}/settings/members`} size="xs" underline="always">
          Invite them as a guest
        </TextLink>{" "}
        of this project.
      </Text>
    </Stack>
  );
}
