import type { AdviceMessages } from './advice-messages.ts';

/** The Hindi texts that only explain. */
export const hiAdvice: Readonly<Record<keyof AdviceMessages, string>> = {
  modify: `✏️ बुकिंग में क्या बदलना है? देर तक रखने के लिए *extend 1h* भेजें, जल्दी खत्म करने के लिए *shorten 30*, दूसरे स्लॉट के लिए *move B*, या बुकिंग छोड़ने के लिए *cancel*। किसी और समय के लिए इसे रद्द करके फिर से बुक करें।`,
};
