import "server-only";
import type { Tx } from "@/lib/platform/db/db";
import { NotFoundError } from "@/lib/platform/errors/errors";
import type { Turn } from "../answers/answer.schema";
import {
  type CorpusRow,
  type KnowledgeRepository,
  knowledgeRepository,
  type QuestionVector,
} from "../knowledge.repository";
import { isFollowUp, type Question, readQuestion, withEarlier } from "../retrieval/question";
import { type Found, search } from "../retrieval/search";

type Search = {
  workspaceId: string;
  assistantId: string;
  question: string;
  /** Oldest first; a question that goes on from the one before is read with it. */
  history?: readonly Turn[];
  /** Two letters, where the visitor's is known. */
  language?: string | null;
  /** The question's vector (`embedQuestion`); without it words alone decide. */
  vector?: QuestionVector | null;
  limit: number;
};

/**
 * The passages of an assistant's documents that fit a question best, best first.
 * @throws NotFoundError for an assistant the caller does not see
 */
export async function searchPassages(tx: Tx, asked: Search): Promise<Found> {
  const knowledge = knowledgeRepository(tx, asked);
  const corpus = await knowledge.corpus();
  if (!corpus) throw new NotFoundError();
  return (await searchCorpus(knowledge, corpus, asked)).found;
}

export async function searchCorpus(
  knowledge: KnowledgeRepository,
  corpus: CorpusRow,
  { question, history = [], language = null, vector = null, limit }: Omit<Search, "workspaceId" | "assistantId">,
): Promise<{ found: Found; question: Question; usedHistory: boolean }> {
  const own = readQuestion(question, corpus.languages, language);
  const earlier = history.filter(({ role }) => role === "visitor").at(-1);
  const usedHistory = earlier !== undefined && isFollowUp(own);
  const read = usedHistory ? withEarlier(own, readQuestion(earlier.text, corpus.languages, own.language)) : own;
  return { found: await search(knowledge, corpus, read, { limit, vector }), question: read, usedHistory };
}
