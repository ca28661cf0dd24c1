"""A small chat tokenizer, and what tokenizers and transformers make of texts and chats.

    tokenizer_reference.py JOB FOLDER

JOB is JSON, ``{texts, tokens, chats}``. FOLDER gets the tokenizer's files; printed are, as JSON, the ids of each text and
of each chat with the marker of the assistant's turn, and the text of each list of tokens.
"""

import json
import sys
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import PreTrainedTokenizerFast

TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] | trim }}<|im_end|>\n"
    "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
SPECIALS = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
CORPUS = ["You hold the King. Bet or pass?", "I hold a Jack, so I fold.\nFOLD", "They bet 2 chips: CALL or FOLD?"]

job = json.loads(Path(sys.argv[1]).read_text())
core = Tokenizer(models.BPE())
core.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
core.decoder = decoders.ByteLevel()
alphabet = pre_tokenizers.ByteLevel.alphabet()
trainer = trainers.BpeTrainer(vocab_size=320, special_tokens=SPECIALS, initial_alphabet=alphabet)
core.train_from_iterator(CORPUS * 4, trainer)
chat = PreTrainedTokenizerFast(tokenizer_object=core, eos_token="<|im_end|>", pad_token="<|endoftext|>")
chat.chat_template = TEMPLATE
chat.save_pretrained(sys.argv[2])

# Without its special tokens the same model spells their names out.
plain = json.loads(core.to_str())
plain["added_tokens"] = []
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
            "stop": chat.eos_token_id,
        }
    )
)
