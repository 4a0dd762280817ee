// The most frequent emoji, by the names that most chats share.
const emojiNames = `
smile😄 smiley😃 grinning😀 grin😁 laughing😆 joy😂 rofl🤣 wink😉 blush😊 slightly_smiling_face🙂 upside_down_face🙃
heart_eyes😍 kissing_heart😘 yum😋 stuck_out_tongue😛 thinking🤔 neutral_face😐 expressionless😑 no_mouth😶 smirk😏
unamused😒 roll_eyes🙄 grimacing😬 relieved😌 sleeping😴 sunglasses😎 nerd_face🤓 confused😕 worried😟 open_mouth😮
astonished😲 flushed😳 cry😢 sob😭 scream😱 sweat_smile😅 angry😠 rage😡 exploding_head🤯 partying_face🥳 shushing_face🤫
heart❤️ broken_heart💔 blue_heart💙 green_heart💚 yellow_heart💛 purple_heart💜 +1👍 thumbsup👍 -1👎 thumbsdown👎
clap👏 wave👋 ok_hand👌 pray🙏 muscle💪 point_up☝️ point_right👉 point_left👈 point_down👇 raised_hands🙌 handshake🤝
eyes👀 fire🔥 sparkles✨ star⭐ tada🎉 rocket🚀 100💯 zap⚡ boom💥 bulb💡 bell🔔 mega📣 mag🔍 lock🔒 unlock🔓 key🔑
white_check_mark✅ heavy_check_mark✔️ x❌ warning⚠️ no_entry⛔ question❓ exclamation❗ information_sourceℹ️ red_circle🔴
green_circle🟢 yellow_circle🟡 large_blue_circle🔵 hourglass⏳ stopwatch⏱️ alarm_clock⏰ calendar📅 memo📝 pushpin📌
paperclip📎 link🔗 package📦 hammer🔨 wrench🔧 gear⚙️ bug🐛 robot🤖 computer💻 floppy_disk💾 cd💿 chart_with_upwards_trend📈
chart_with_downwards_trend📉 email📧 phone☎️ moneybag💰 gift🎁 trophy🏆 coffee☕ beer🍺 pizza🍕 cake🍰 apple🍎 sunny☀️
cloud☁️ umbrella☔ snowflake❄️ rainbow🌈 earth_africa🌍 cat🐱 dog🐶 panda_face🐼 penguin🐧 see_no_evil🙈 ghost👻 skull💀
`;

/** Returns the character of a short name such as `smile`, or undefined for an unknown name. */
export function emoji(name: string): string | undefined {
  return emojiByName.get(name);
}

const emojiByName = new Map(
  Array.from(emojiNames.matchAll(/([a-z0-9_+-]+)(\P{ASCII}*)/gu), ([, name = '', character = '']) => [name, character]),
);
