/** The emoji that the composer offers; a keyboard has the rest. */
export const composerEmoji =
  "😀 😄 😂 🤣 😊 😍 🥰 😘 😋 😜 🤔 🙄 😅 😭 😢 😱 😡 🥺 😴 🤗 👍 👏 🙏 💪 🤝 👌 ✌️ 👀 ❤️ 🎉 🌹 🔥 ✨ ☀️ 🌙 🍉 🍵 🎂 🐶 🐱 🐾 🦴 🏠 💯 ✅ ❓ 📷 🚗".split(
    " ",
  );
