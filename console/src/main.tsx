import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import "../../ui/tokens.css";
import { ApiProblem } from "./app/api-client.ts";
import { changeAppearance, chosenAppearance } from "./app/appearance.tsx";
import { Console } from "./app/console.tsx";
import { chosenLanguage, LanguageProvider, loadSpeech } from "./app/language.tsx";

changeAppearance(chosenAppearance());

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // A refusal stays a refusal; only a lost or a sick server is asked again.
      retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.code !== "system.unavailable"),
    },
  },
});

const speech = await loadSpeech(chosenLanguage());
document.documentElement.lang = speech.locale;

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <LanguageProvider first={speech}>
        <Console />
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
