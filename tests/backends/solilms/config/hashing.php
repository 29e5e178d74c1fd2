<?php

// The slow default is for real passwords.
return ['driver' => 'bcrypt', 'bcrypt' => ['rounds' => 4]];
