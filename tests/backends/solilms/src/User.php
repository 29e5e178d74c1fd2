<?php

namespace SoliLms;

use Illuminate\Foundation\Auth\User as Authenticatable;

class User extends Authenticatable
{
    protected $guarded = [];
    public $timestamps = false;
}
