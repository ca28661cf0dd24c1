"""A small chat tokenizer, and what tokenizers and transformers make of texts and chats.

    tokenizer_reference.py JOB FOLDER

JOB is JSON, ``{texts, tokens, chats, families}``. FOLDER gets the tokenizer's files; printed are, as JSON, the ids of each
text and of each chat with the marker of the assistant's turn, and the text of each list of tokens. Of each of ``families``,
``{template, thinking, chats}``, it is the ids of the chats by a template of its own.
"""

import json
import sys
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] | trim }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
SPECIALS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
FAMILY_SPECIALS = ["<bos>", "<|turn>", "<turn|>", "<|channel>", "<channel|>", "<|think|>"]
MARKS = ["<think>", "</think>"]  # tokens of their own that text may hold
CORPUS = ["You hold the King. Bet or pass?", "I hold a Jack, so I fold.\nFOLD", "They bet 2 chips: CALL or FOLD?"]

job = json.loads(Path(sys.argv[1]).read_text())
core = Tokenizer(models.BPE())
core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
core.decoder = decoders.ByteLevel()
alphabet = pre_tokenizers.ByteLevel.alphabet()
trainer = trainers.BpeTrainer(vocab_size=320, special_tokens=SPECIALS, initial_alphabet=alphabet)
core.train_from_iterator(CORPUS * 4, trainer)
core.add_special_tokens([AddedToken(token, normalized=False) for token in FAMILY_SPECIALS])
core.add_tokens([AddedToken(token, normalized=False) for token in MARKS])
chat = PreTrainedTokenizerFast(
    tokenizer_object=core, bos_token="<bos>", eos_token="<|im_end|>", pad_token="<|endoftext|>"
)
chat.chat_template = TEMPLATE
chat.save_pretrained(sys.argv[2])

# Without its special tokens the same model spells their names out.
plain = json.loads(core.to_str())
plain["added_tokens"] = [token for token in plain["added_tokens"] if not token["special"]]
speller = Tokenizer.from_str(json.dumps(plain))

print(
    json.dumps(
        {
            "texts": [speller.encode(text, add_special_tokens=False).ids for text in job["texts"]],
            "decoded": [chat.decode(tokens, skip_special_tokens=True) for tokens in job["tokens"]],
            "chats": [
                chat.apply_chat_template(messages, add_generation_prompt=True, return_dict=False)
                for messages in job["chats"]
            ],
            "families": [
                [
                    chat.apply_chat_template(
                        messages,
                        chat_template=family["template"],
                        enable_thinking=family["thinking"],
                        add_generation_prompt=True,
                        return_dict=False,
                    )
                    for messages in family["chats"]
                ]
                for family in job["families"]
            ],
            "stop": chat.eos_token_id,
            "endOfTurn": chat.convert_tokens_to_ids("<turn|>"),
        }
    )
)
